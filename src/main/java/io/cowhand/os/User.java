package io.cowhand.os;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The users of the system, by user id. */
public final class User {

    /** The superuser. */
    public static final long ROOT = 0;

    private static final Path STATUS = Path.of("/proc/self/status");

    private User() {}

    /** Returns the effective user of this process; nothing if unknown. */
    public static OptionalLong effective() {
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith("Uid:"))
                    // Real, effective, saved and file system user id (proc(5)).
                    .map(line -> line.split("\\s+")[2])
                    .mapToLong(Long::parseLong)
                    .findFirst();
        } catch (IOException unknown) {
            return OptionalLong.empty();
        }
    }

    /** Returns the name and id of the owner of a file, not following links; just the id if the user has no name. */
    public static String describe(Path path, long owner) {
        String number = Long.toString(owner);
        try {
            Map<String, Object> now = Files.readAttributes(path, "unix:uid,owner", LinkOption.NOFOLLOW_LINKS);
            String name = Objects.requireNonNull(now.get("owner")).toString();
            // The file may have been replaced by that of another user.
            boolean isOwner = number.equals(Integer.toUnsignedString((Integer) Objects.requireNonNull(now.get("uid"))));
            return !isOwner || name.equals(number) ? "user " + number : name + " (" + number + ")";
        } catch (IOException gone) {
            return "user " + number;
        }
    }
}
