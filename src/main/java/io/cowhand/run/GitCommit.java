package io.cowhand.run;

import io.cowhand.os.FileStatus;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds the Git commit of a directory, read from Git's own files because Git may not be installed. */
final class GitCommit {

    private static final String REF = "ref: ";
    /** The maximum length in bytes of a file with a single name, and of a line in a file with many. */
    private static final int MOST = 1 << 13;
    /** The maximum number of bytes of the packed refs that are read: half a million refs. */
    private static final int MOST_PACKED = 1 << 26;

    private static final String GITDIR = "gitdir: ";

    private GitCommit() {}

    /** Returns the commit; empty if the directory is not under version control or Git's files cannot be read. */
    static Optional<String> of(Path folder) {
        try {
            for (Path at = folder.toAbsolutePath(); at != null; at = at.getParent()) {
                Path git = at.resolve(".git");
                if (Files.isDirectory(git)) {
                    return commit(git);
                }
                if (Files.isRegularFile(git)) {
                    // A linked worktree or a submodule.
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

    /** Returns the text of a small file of Git, whose content is not trusted. */
    private static String read(Path file) throws IOException {
        try (InputStream in = open(file)) {
            return text(in);
        }
    }

    /** Opens a file, except those of the kernel, which have size 0 and may block forever. */
    private static InputStream open(Path file) throws IOException {
        if (FileStatus.ofRegular(file).size() == 0) {
            throw notGits();
        }
        return Files.newInputStream(file);
    }

    /** Returns the text of a small file, which may have grown since its size was read. */
    static String text(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MOST + 1);
        if (bytes.length > MOST) {
            throw notGits();
        }
        return new String(bytes, StandardCharsets.ISO_8859_1).strip();
    }

    private static IOException notGits() {
        return new IOException("not a file of Git");
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
        Path common = common(git);
        for (Path folder : List.of(git, common)) {
            Path loose = folder.resolve(ref);
            if (Files.isRegularFile(loose)) {
                return hash(read(loose));
            }
        }
        Path packed = common.resolve("packed-refs");
        if (!Files.isRegularFile(packed)) {
            return Optional.empty();
        }
        try (InputStream in = new BufferedInputStream(open(packed))) {
            return packed(in, " " + ref);
        }
    }

    /** Returns the directory of the refs that all worktrees share; a linked worktree has only a few of its own. */
    private static Path common(Path git) throws IOException {
        Path pointer = git.resolve("commondir");
        return Files.isRegularFile(pointer) ? git.resolve(read(pointer)) : git;
    }

    /** Returns the hash in the first line with this ending; empty if a line is too long or there are too many. */
    private static Optional<String> packed(InputStream in, String end) throws IOException {
        byte[] line = new byte[MOST];
        int length = 0;
        for (int left = MOST_PACKED; left > 0 && length < MOST; left--) {
            int next = in.read();
            if (next >= 0 && next != '\n') {
                line[length++] = (byte) next;
                continue;
            }
            String text = new String(line, 0, length, StandardCharsets.ISO_8859_1);
            if (text.endsWith(end)) {
                return hash(text.substring(0, text.indexOf(' ')));
            }
            if (next < 0) {
                break;
            }
            length = 0;
        }
        return Optional.empty();
    }
}
