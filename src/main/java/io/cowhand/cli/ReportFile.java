package io.cowhand.cli;

import io.cowhand.os.IoErrors;
import io.cowhand.os.NewFile;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The file of a report.
 *
 * <p>An error while it is written does not end the run, which may be writing images: the report is given up, and
 * {@link #failure} says so in the end.
 */
final class ReportFile implements Closeable {

    private final Path path;
    private final NewFile file;
    private final BufferedWriter out;
    private Optional<String> failure = Optional.empty();

    private ReportFile(Path path, NewFile file) {
        this.path = path;
        this.file = file;
        this.out = new BufferedWriter(new OutputStreamWriter(file.out(), StandardCharsets.UTF_8));
    }

    /**
     * Begins a report.
     *
     * @throws IOException if the file cannot be written
     */
    static ReportFile create(Path path) throws IOException {
        return new ReportFile(path, NewFile.create(path));
    }

    Path path() {
        return path;
    }

    /** Returns the format that the suffix selects, which is known to be one of results. */
    ReportFormat format() {
        return ReportFormat.of(path).orElseThrow();
    }

    /** Writes a line. */
    void line(String line) {
        attempt(() -> {
            out.write(line);
            out.write('\n');
        });
    }

    /** Puts the report in the place of its file. */
    void complete() {
        attempt(() -> {
            out.flush();
            file.complete();
        });
    }

    /** Work on the file. */
    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    private void attempt(Work work) {
        if (failure.isEmpty()) {
            try {
                work.run();
            } catch (IOException error) {
                failure = Optional.of(IoErrors.describe(error));
            }
        }
    }

    /** Returns why the report is incomplete, if it could not be written. */
    Optional<String> failure() {
        return failure.map(why -> "the report " + path + " could not be written: " + why);
    }

    /** Removes the report if it is not complete. */
    @Override
    public void close() throws IOException {
        file.close();
    }
}
