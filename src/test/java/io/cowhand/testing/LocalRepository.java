package io.cowhand.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A Maven repository with the library of this build, and beside it all that the user's own repository holds, by links, so
 * that a build against the library needs no network and leaves nothing behind.
 */
public final class LocalRepository {

    private static final List<String> GROUP = List.of("io", "cowhand");

    private LocalRepository() {}

    /** Makes the repository in an empty folder, with the library's jar and pom as {@code mvn install} would put them there. */
    public static void create(Path folder, Path users, String version, Path jar, Path pom) throws IOException {
        Path to = folder;
        Path from = users;
        for (String name : GROUP) {
            link(from, to, name);
            to = Files.createDirectory(to.resolve(name));
            from = from.resolve(name);
        }
        Path artifact = Files.createDirectories(to.resolve("cowhand").resolve(version));
        Files.copy(jar, artifact.resolve("cowhand-" + version + ".jar"));
        Files.copy(pom, artifact.resolve("cowhand-" + version + ".pom"));
    }

    /** Links to all that a folder holds, but for one name. */
    private static void link(Path from, Path to, String except) throws IOException {
        if (!Files.isDirectory(from)) {
            return;
        }
        try (Stream<Path> entries = Files.list(from)) {
            for (Path entry : entries.toList()) {
                if (!entry.getFileName().toString().equals(except)) {
                    Files.createSymbolicLink(to.resolve(entry.getFileName()), entry.toAbsolutePath());
                }
            }
        }
    }
}
