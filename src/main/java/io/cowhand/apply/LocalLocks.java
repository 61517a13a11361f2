package io.cowhand.apply;

import io.cowhand.problem.Problem;
import io.cowhand.target.FileIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The mounts of shared storage on which POSIX locks stay on this host, so that they do not tell whether a virtual machine
 * on another host has an image open (nfs(5), "nolock" and "local_lock"; mount.cifs(8), "nobrl").
 */
public final class LocalLocks {

    /** For those who know that no other host uses the images. */
    public static final LocalLocks TRUSTED = new LocalLocks(Optional.empty());

    private static final Set<String> OPTIONS = Set.of("nolock", "local_lock=all", "local_lock=posix", "nobrl");

    private final Optional<Path> list;
    /** By device, the objection to writing there, if any. */
    private final Map<String, Optional<Problem>> devices = new HashMap<>();

    private LocalLocks(Optional<Path> list) {
        this.list = list;
    }

    /** The mounts that this process sees. */
    public static LocalLocks ofMounts() {
        return of(Path.of("/proc/self/mountinfo"));
    }

    static LocalLocks of(Path list) {
        return new LocalLocks(Optional.of(list));
    }

    /**
     * Why the file that a path leads to must not be written under locks, if so.
     *
     * @throws IOException when the file is not there, or the mounts cannot be read
     */
    public synchronized Optional<Problem> objection(Path path) throws IOException {
        if (list.isEmpty()) {
            return Optional.empty();
        }
        String device = FileIdentity.device(path);
        if (!devices.containsKey(device)) {
            read(list.get());
            // Those of btrfs's subvolumes are in no list.
            devices.putIfAbsent(device, Optional.empty());
        }
        return devices.getOrDefault(device, Optional.empty());
    }

    /** proc(5): id, parent, device, root, mount point, options, optional fields, "-", type, source, options of the type. */
    private void read(Path mounts) throws IOException {
        for (String line : Files.readString(mounts, StandardCharsets.ISO_8859_1).split("\n")) {
            String[] fields = line.split(" ");
            if (fields.length > 5) {
                Optional<Problem> objection = Arrays.stream(fields[fields.length - 1].split(","))
                        .filter(OPTIONS::contains)
                        .findFirst()
                        .map(option -> problem(fields[4], option));
                devices.putIfAbsent(fields[2], objection);
            }
        }
    }

    private static Problem problem(String mount, String option) {
        return Problem.error(
                "local-locks",
                "the file system at " + mount + " is mounted with " + option
                        + ": locks do not tell whether another host has the image open; --trust-local-locks if none does");
    }
}
