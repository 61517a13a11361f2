package io.cowhand.image;

import io.cowhand.glob.PatternException;
import io.cowhand.inventory.InventoryFormat;
import io.cowhand.inventory.InventoryProblems;
import io.cowhand.inventory.InventoryVisitor;
import io.cowhand.inventory.StandardInput;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An inventory: a regular file, or standard input.
 *
 * @param path the path of the file, relative to the recipe's folder; empty for standard input
 * @param format the format
 * @param column the column that names the image; if empty, {@code path}
 */
record InventoryFile(Optional<Path> path, InventoryFormat format, Optional<String> column) {

    /** The name of standard input in messages, as compilers have it. */
    private static final String STANDARD_INPUT = "<stdin>";

    private static final Path HERE = Path.of("");

    static InventoryFile of(ImageSource.Listed list) throws PatternException {
        InventoryFormat format = list.actualFormat();
        Optional<Path> path =
                list.text().equals(StandardInput.NAME) ? Optional.empty() : Optional.of(GlobReader.path(list.text()));
        return new InventoryFile(path, format, list.column());
    }

    /** Returns the file's name for messages. */
    String display(Path folder) {
        return path.map(file -> DisplayPath.join(folder, file).toString()).orElse(STANDARD_INPUT);
    }

    /** Returns the folder that a name in the list is seen from: the recipe's, or the working folder. */
    Path start(Path folder) {
        return path.isPresent() ? folder : HERE;
    }

    /** Returns the path of a name in the list, seen from its {@link #start}. */
    Path relative(Path name) {
        return DisplayPath.withoutDots(path.isPresent() ? path.get().resolveSibling(name) : name);
    }

    /**
     * Reads the images.
     *
     * @param folder the folder that the path starts at
     * @param root the directory below which the file must lie
     * @throws IOException if the file cannot be read, or does not lie there
     */
    void read(
            Path folder,
            RootDirectory root,
            StandardInput input,
            InventoryProblems problems,
            SearchWatchdog watchdog,
            InventoryVisitor images)
            throws IOException {
        if (path.isEmpty()) {
            format.read(new Watched(input.take(), watchdog::idle), display(folder), column, problems, images);
            return;
        }
        Path file = folder.resolve(path.get());
        watchdog.awaiting(file);
        root.read(file, (opened, status) -> {
            // Empty files are not opened: some of the kernel's block.
            try (InputStream in = status.size() == 0 ? InputStream.nullInputStream() : Files.newInputStream(opened)) {
                format.read(new Watched(in, () -> watchdog.awaiting(file)), display(folder), column, problems, images);
            }
            return status;
        });
    }

    /** Announces each read to a watchdog. A user may take any time to provide standard input. */
    private static final class Watched extends FilterInputStream {
        private final Runnable announcement;

        Watched(InputStream in, Runnable announcement) {
            super(in);
            this.announcement = announcement;
        }

        @Override
        public int read(byte[] target, int from, int most) throws IOException {
            announcement.run();
            return super.read(target, from, most);
        }
    }
}
