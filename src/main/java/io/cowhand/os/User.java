package io.cowhand.os;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The users of the system, by their numbers. */
public final class User {

    /** Who may do all. */
    public static final long ROOT = 0;

    private static final Path STATUS = Path.of("/proc/self/status");

    private User() {}

    /** Returns the user by whose rights this process does what it does; nothing where the system does not tell. */
    public static OptionalLong effective() {
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith("Uid:"))
                    // The real, the effective, the saved one, and that for files (proc(5)).
                    .map(line -> line.split("\\s+")[2])
                    .mapToLong(Long::parseLong)
                    .findFirst();
        } catch (IOException unknown) {
            return OptionalLong.empty();
        }
    }

    /** Returns the name and number of the owner of what is by a path itself; the number alone where nobody has the name. */
    public static String describe(Path path, long owner) {
        String number = Long.toString(owner);
        try {
            Map<String, Object> now = Files.readAttributes(path, "unix:uid,owner", LinkOption.NOFOLLOW_LINKS);
            String name = Objects.requireNonNull(now.get("owner")).toString();
            // Something of another owner may have come into its place.
            boolean isOwner = number.equals(Integer.toUnsignedString((Integer) now.get("uid")));
            return !isOwner || name.equals(number) ? "user " + number : name + " (" + number + ")";
        } catch (IOException gone) {
            return "user " + number;
        }
    }
}
