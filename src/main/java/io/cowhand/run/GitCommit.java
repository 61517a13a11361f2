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

/** The commit that a folder is at, read from Git's own files, as Git need not be there. */
final class GitCommit {

    private static final String REF = "ref: ";
    /** Bytes that a file with one name in it has at most, and a line of a file with many. */
    private static final int MOST = 1 << 13;
    /** Bytes of the packed refs that are read at most: room for half a million. */
    private static final int MOST_PACKED = 1 << 26;

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

    /** A small file of Git's; whoever wrote it may have meant anything. */
    private static String read(Path file) throws IOException {
        try (InputStream in = open(file)) {
            return text(in);
        }
    }

    /** Opens no file of the kernel's, which may wait for ever: it has no size. */
    private static InputStream open(Path file) throws IOException {
        if (FileStatus.ofRegular(file).size() == 0) {
            throw notGits();
        }
        return Files.newInputStream(file);
    }

    /** All that a small file holds, which may have grown since it was looked at. */
    static String text(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MOST + 1);
        if (bytes.length > MOST) {
            throw notGits();
        }
        return new String(bytes, StandardCharsets.ISO_8859_1).strip();
    }

    private static IOException notGits() {
        return new IOException("this is no file of Git's");
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

    /** Returns the folder of the refs that all worktrees share; a linked worktree has only a few of its own. */
    private static Path common(Path git) throws IOException {
        Path pointer = git.resolve("commondir");
        return Files.isRegularFile(pointer) ? git.resolve(read(pointer)) : git;
    }

    /** The hash in the first line that ends so; nothing where a line is longer than Git's, or there are too many. */
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
