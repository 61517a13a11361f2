package io.cowhand.cli;

import io.cowhand.os.FileStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The commit that a folder is at, read from Git's own files, as Git need not be there. */
final class GitCommit {

    private static final String REF = "ref: ";
    /** Bytes that a file with one name in it has at most. */
    private static final int MOST = 1 << 13;

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
                    String pointer = read(git);
                    return pointer.startsWith(GITDIR)
                            ? commit(at.resolve(pointer.substring(GITDIR.length())))
                            : Optional.empty();
                }
            }
        } catch (IOException | UncheckedIOException | InvalidPathException unreadable) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    /** A small file of Git's; whoever wrote it may have meant anything. */
    private static String read(Path file) throws IOException {
        if (FileStatus.ofRegular(file).size() > MOST) {
            throw new IOException("this is no file of Git's");
        }
        return Files.readString(file, StandardCharsets.ISO_8859_1).strip();
    }

    private static Optional<String> hash(String text) {
        return Optional.of(text).filter(any -> any.matches("[0-9a-f]{40}|[0-9a-f]{64}"));
    }

    private static Optional<String> commit(Path git) throws IOException {
        String head = read(git.resolve("HEAD"));
        if (!head.startsWith(REF)) {
            return hash(head);
        }
        String ref = head.substring(REF.length());
        Path loose = git.resolve(ref);
        if (Files.isRegularFile(loose)) {
            return hash(read(loose));
        }
        Path packed = git.resolve("packed-refs");
        if (!Files.isRegularFile(packed)) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(packed, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> line.endsWith(" " + ref))
                    .map(line -> line.substring(0, line.indexOf(' ')))
                    .findFirst()
                    .flatMap(GitCommit::hash);
        }
    }
}
