package io.cowhand.run;

import io.cowhand.fleet.Cancellation;
import io.cowhand.image.ImageReference;
import io.cowhand.image.ImageSearch;
import io.cowhand.image.SearchWatchdog;
import io.cowhand.os.LockTable;
import io.cowhand.os.TimeLimit;
import io.cowhand.problem.Problem;
import io.cowhand.run.Inspection.Verdict;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Inspects images in parallel, and hands out what there is to say about them in their order. */
public final class InspectRun {

    /** Images that may wait for a slower one before them, for each thread; what is kept of one may be of megabytes. */
    private static final int AHEAD = 2;

    private final boolean recursive;
    private final TimeLimit limit;
    private final InspectJob job = new InspectJob(new LockTable());

    /**
     * A run that begins nothing yet.
     *
     * @param recursive whether a directory stands for all images below it
     */
    public InspectRun(boolean recursive, TimeLimit limit) {
        this.recursive = recursive;
        this.limit = limit;
    }

    /** The name of an image that was given, as an argument or in a list. */
    public record Name(String text, boolean isListed) {}

    /**
     * The images that names lead to.
     *
     * @param images the images
     * @param malformed an argument that cannot be a name; then nothing was looked for
     * @param complaints what is wrong with other names
     */
    public record Search(List<ImageSearch.Found> images, Optional<String> malformed, List<String> complaints) {
        /** Copies the lists. */
        public Search {
            images = List.copyOf(images);
            complaints = List.copyOf(complaints);
        }
    }

    /**
     * Finds the images that are named. A name in a list that cannot be used does not hide the others.
     *
     * @param unanswered receives the message where a file does not answer
     * @return nothing, where a file does not answer
     */
    public Optional<Search> search(List<Name> names, Consumer<String> unanswered) {
        SearchWatchdog watchdog = new SearchWatchdog();
        Optional<Search> found = watchdog.watch(limit, () -> search(names, watchdog));
        if (found.isEmpty()) {
            unanswered.accept(watchdog.describeStall(limit));
        }
        return found;
    }

    private Search search(List<Name> names, SearchWatchdog watchdog) {
        ImageSearch search = new ImageSearch(recursive, watchdog);
        List<String> complaints = new ArrayList<>();
        for (Name name : names) {
            try {
                if (name.isListed()) {
                    search.addPath(name.text());
                } else {
                    search.add(name.text());
                }
            } catch (IllegalArgumentException malformed) {
                String complaint = "\"" + name.text() + "\": " + malformed.getMessage();
                if (!name.isListed()) {
                    return new Search(List.of(), Optional.of(complaint), List.of());
                }
                complaints.add(complaint);
            }
        }
        search.problems().forEach(problem -> complaints.add(problem.message()));
        return new Search(search.images(), Optional.empty(), complaints);
    }

    /**
     * Inspects images.
     *
     * @param render makes of each inspection what is kept until its turn comes; called from several threads
     * @param results receives that, in the images' order, on the calling thread; not for files that are no images and
     *     that were only met below a directory
     * @param <T> what is made of an inspection
     */
    public <T> InspectSummary run(
            List<ImageSearch.Found> images,
            Function<Inspection, T> render,
            Consumer<T> results,
            Cancellation cancellation) {
        int threads = Runtime.getRuntime().availableProcessors();
        FleetRun run = new FleetRun(threads, 1, threads * AHEAD, limit);
        cancellation.onCancel(run::stop);
        InspectSummary summary = new InspectSummary();
        run.run(images.iterator(), new RenderingJob<>(render), rendered -> {
            if (rendered.kept.isEmpty()) {
                summary.passOver();
            } else {
                summary.add(rendered.brief);
                results.accept(rendered.kept.get());
            }
        });
        return summary;
    }

    /** What is kept of an image until its turn comes; nothing of one that is passed over. */
    private record Rendered<T>(Inspection.Brief brief, Optional<T> kept) {}

    /** Inspects an image and renders it in the same thread, so that no inspection waits for the images before it. */
    private final class RenderingJob<T> implements FleetJob<ImageSearch.Found, Rendered<T>, Rendered<T>> {

        private final Function<Inspection, T> render;

        RenderingJob(Function<Inspection, T> render) {
            this.render = render;
        }

        @Override
        public Rendered<T> prepare(ImageSearch.Found found) {
            Inspection inspection = hinted(job.run(found));
            try {
                return rendered(inspection, found);
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError bug) {
                return rendered(InspectJob.bug(found.image(), bug), found);
            }
        }

        @Override
        public Rendered<T> unanswered(ImageSearch.Found found, Problem why) {
            return rendered(InspectJob.unanswered(found.image(), why), found);
        }

        @Override
        public List<Rendered<T>> complete(List<Rendered<T>> prepared, long ordinal) {
            return prepared;
        }

        private Rendered<T> rendered(Inspection inspection, ImageSearch.Found found) {
            boolean isNone =
                    inspection.verdict() == Verdict.NOT_QCOW2 || found.trouble().isPresent();
            boolean isPassedOver = isNone && !found.wanted();
            return new Rendered<>(
                    inspection.brief(), isPassedOver ? Optional.empty() : Optional.of(render.apply(inspection)));
        }
    }

    /** Says how to inspect the images in a directory, where one was named. */
    private Inspection hinted(Inspection inspection) {
        ImageReference image = inspection.image();
        if (recursive || inspection.verdict() != Verdict.UNREADABLE || !Files.isDirectory(image.path())) {
            return inspection;
        }
        return InspectJob.unanswered(
                image, Problem.error("unreadable", "this is a directory; with -r, it stands for the images below it"));
    }
}
