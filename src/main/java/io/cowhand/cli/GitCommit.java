package io.cowhand.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The commit that a folder is at, read from Git's own files, as Git need not be there. */
final class GitCommit {

    private static final String REF = "ref: ";
    private static final String GITDIR = "gitdir: ";

    private GitCommit() {}

    /** The commit; nothing where the folder is under no version control, or that cannot be read. */
    static Optional<String> of(Path folder) {
        try {
            for (Path at = folder.toAbsolutePath(); at != null; at = at.getParent()) {
                Path git = at.resolve(".git");
                if (Files.isDirectory(git)) {
                    return commit(git);
                }
                if (Files.isRegularFile(git)) {
                    // A work tree of a repository elsewhere; only its own head is here.
                    String pointer = Files.readString(git).strip();
                    return pointer.startsWith(GITDIR)
                            ? commit(at.resolve(pointer.substring(GITDIR.length())))
                            : Optional.empty();
                }
            }
        } catch (IOException unreadable) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static Optional<String> commit(Path git) throws IOException {
        String head = Files.readString(git.resolve("HEAD")).strip();
        if (!head.startsWith(REF)) {
            return Optional.of(head);
        }
        String ref = head.substring(REF.length());
        Path loose = git.resolve(ref);
        if (Files.isRegularFile(loose)) {
            return Optional.of(Files.readString(loose).strip());
        }
        Path packed = git.resolve("packed-refs");
        if (!Files.isRegularFile(packed)) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(packed)) {
            return lines.filter(line -> line.endsWith(" " + ref))
                    .map(line -> line.substring(0, line.indexOf(' ')))
                    .findFirst();
        }
    }
}
