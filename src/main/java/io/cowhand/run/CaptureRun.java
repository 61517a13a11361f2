package io.cowhand.run;

import io.cowhand.capture.CaptureWriter;
import io.cowhand.capture.Origin;
import io.cowhand.fleet.Cancellation;
import io.cowhand.image.ImageSearch;
import io.cowhand.image.SearchWatchdog;
import io.cowhand.inventory.StandardInput;
import io.cowhand.os.FileTree;
import io.cowhand.os.TimeLimit;
import io.cowhand.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Captures images: writes what is read of them to one file. */
public final class CaptureRun {

    /** The number of batches for each thread that may wait for a slower one before them; each image may occupy
     * megabytes. */
    private static final int AHEAD = 2;

    /** The number of images that a thread takes at a time. */
    private static final int BATCH = 4;

    private final boolean recursive;
    private final TimeLimit limit;

    /**
     * Creates a use case that has not begun.
     *
     * @param recursive whether a directory stands for all files below it
     * @param limit how long to wait for a file
     */
    public CaptureRun(boolean recursive, TimeLimit limit) {
        this.recursive = recursive;
        this.limit = limit;
    }

    /**
     * Finds the named images, each under all of its names.
     *
     * @param lists inventories, or {@code -} for standard input
     */
    public InspectRun.Search search(List<String> names, List<String> lists, StandardInput input) {
        SearchWatchdog watchdog = new SearchWatchdog();
        ImageSearch search = ImageSearch.ofNames(FileTree.SYSTEM, recursive, watchdog);
        List<InspectRun.Name> named =
                names.stream().map(name -> new InspectRun.Name(name, false)).toList();
        return InspectRun.search(named, lists, input, search, watchdog, limit);
    }

    /**
     * The result of a capture.
     *
     * @param files the number of files
     * @param unreadable the number of files that could not be read, as the capture says
     * @param isComplete whether there is a capture: not if it was cancelled
     */
    public record Result(long files, long unreadable, boolean isComplete) {}

    /**
     * Captures images.
     *
     * @param file the capture
     * @param names the names that were given, to be recorded
     * @param unreadable receives the files that cannot be read, with the reason
     * @param step is called after each image
     * @throws IOException if the capture cannot be written
     */
    public Result run(
            List<ImageSearch.Found> images,
            Path file,
            List<String> names,
            Consumer<String> unreadable,
            Runnable step,
            Cancellation cancellation)
            throws IOException {
        Instant begun = Instant.now();
        int threads = Runtime.getRuntime().availableProcessors();
        FleetExecutor run = new FleetExecutor(threads, BATCH, threads * AHEAD, limit);
        cancellation.onCancel(run::stop);
        try (CaptureWriter capture = new CaptureWriter(file)) {
            Tally result = new Tally();
            List<ImageSearch.Found> left = run.run(images.iterator(), new RecordingJob(capture), recorded -> {
                try {
                    capture.add(recorded.file);
                } catch (IOException error) {
                    throw new UncheckedIOException(error);
                }
                result.files++;
                if (!recorded.file.error().isEmpty()) {
                    result.unreadable++;
                    unreadable.accept(recorded.found.image().display() + ": " + recorded.file.error());
                }
                step.run();
            });
            boolean isComplete = left.isEmpty() && result.files == images.size();
            if (isComplete) {
                capture.complete(new Origin(
                        begun,
                        NewRunMetadata.host(),
                        Path.of("").toAbsolutePath().toString(),
                        NewRunMetadata.version(),
                        names,
                        images.size()));
            }
            return new Result(result.files, result.unreadable, isComplete);
        } catch (UncheckedIOException error) {
            throw error.getCause();
        }
    }

    private static final class Tally {
        private long files;
        private long unreadable;
    }

    /** A file that was recorded. */
    private record RecordedFile(ImageSearch.Found found, CaptureWriter.Recorded file) {}

    /** Records files. */
    private record RecordingJob(CaptureWriter capture)
            implements FleetJob<ImageSearch.Found, RecordedFile, RecordedFile> {

        @Override
        public RecordedFile prepare(ImageSearch.Found found) {
            return new RecordedFile(found, capture.record(found.image().path()));
        }

        @Override
        public RecordedFile unanswered(ImageSearch.Found found, Problem why) {
            return new RecordedFile(found, capture.recordSilence(found.image().path(), why.message()));
        }

        @Override
        public List<RecordedFile> complete(List<RecordedFile> prepared, long ordinal) {
            return new ArrayList<>(prepared);
        }
    }
}
