package io.cowhand.os;

import io.cowhand.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rejects writes on mounts of shared storage whose POSIX locks are local to this host, since they do not show whether a
 * virtual machine on another host has an image open (nfs(5), "nolock" and "local_lock"; mount.cifs(8), "nobrl").
 */
public final class MountPolicy {

    /** Accepts every mount: the user knows that no other host uses the images. */
    public static final MountPolicy TRUSTED = new MountPolicy(null);

    private static final Path LIST = Path.of("/proc/self/mountinfo");

    private static final Set<String> OPTIONS = Set.of("nolock", "local_lock=all", "local_lock=posix", "nobrl");

    /** Reads the list of mounts. */
    @FunctionalInterface
    private interface MountList {
        String read() throws IOException;
    }

    /** The list of mounts; null if every mount is trusted. */
    private final @Nullable MountList list;
    /** The objection to writing, if any, by device. */
    private final Map<Long, Optional<Problem>> devices = new ConcurrentHashMap<>();

    private MountPolicy(@Nullable MountList list) {
        this.list = list;
    }

    /** Returns a policy for the mounts that this process sees. */
    public static MountPolicy ofMounts() {
        return of(LIST);
    }

    static MountPolicy of(Path list) {
        return new MountPolicy(() -> Files.readString(list, StandardCharsets.ISO_8859_1));
    }

    /** Returns a policy for the mounts of a list that {@link #listOf} returned. */
    public static MountPolicy of(String list) {
        return new MountPolicy(() -> list);
    }

    /**
     * Returns the mounts that this process sees of some devices, in the form of {@code /proc/self/mountinfo}.
     *
     * @param devices the devices' identifiers there
     * @throws IOException if the list of mounts cannot be read
     */
    public static String listOf(Set<String> devices) throws IOException {
        return Files.readString(LIST, StandardCharsets.ISO_8859_1)
                .lines()
                .filter(line -> devices.contains((line + "   ").split(" ", 4)[2]))
                .collect(Collectors.joining("\n"));
    }

    /**
     * Returns the reason why locks do not protect a file, if there is one.
     *
     * @throws IOException if the list of mounts cannot be read
     */
    public Optional<Problem> objection(FileStatus file) throws IOException {
        if (list == null) {
            return Optional.empty();
        }
        Optional<Problem> known = devices.get(file.id().device());
        if (known != null) {
            return known;
        }
        Optional<Problem> read = read(list.read(), file.deviceKey());
        devices.put(file.id().device(), read);
        return read;
    }

    /**
     * Looks a device up in a list of mounts. The fields of a line are, by proc(5): id, parent, device, root, mount
     * point, options, optional fields, "-", type, source, options of the type.
     */
    private static Optional<Problem> read(String mounts, String device) {
        for (String line : mounts.split("\n")) {
            String[] fields = line.split(" ");
            if (fields.length > 5 && fields[2].equals(device)) {
                return Arrays.stream(fields[fields.length - 1].split(","))
                        .filter(OPTIONS::contains)
                        .findFirst()
                        .map(option -> problem(fields[4], option));
            }
        }
        // The devices of btrfs subvolumes are not listed.
        return Optional.empty();
    }

    private static Problem problem(String mount, String option) {
        return Problem.error(
                ProblemCode.LOCAL_LOCKS,
                "the file system at " + mount + " is mounted with " + option
                        + ": locks do not show whether another host has the image open; if none does, use"
                        + " --trust-local-locks");
    }
}
