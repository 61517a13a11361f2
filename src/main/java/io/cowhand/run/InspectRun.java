package io.cowhand.run;

import io.cowhand.fleet.Cancellation;
import io.cowhand.image.ImageReference;
import io.cowhand.image.ImageSearch;
import io.cowhand.image.SearchWatchdog;
import io.cowhand.inspect.HeaderReader;
import io.cowhand.inventory.StandardInput;
import io.cowhand.os.FileTree;
import io.cowhand.os.TimeLimit;
import io.cowhand.problem.CommonCode;
import io.cowhand.problem.Location;
import io.cowhand.problem.Problem;
import io.cowhand.run.Inspection.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** Inspects images in parallel, and returns the inspections in the images' order. */
public final class InspectRun {

    /**
     * The maximum number of images in a batch. To hand over a single image takes a third of its time; but each of those that
     * wait may occupy megabytes.
     */
    private static final int MOST_INSPECTED = 8;

    private final FileTree files;
    private final boolean recursive;
    private final TimeLimit limit;
    private final InspectQuery query;
    private final InspectJob job;

    /**
     * Creates a use case that has not begun.
     *
     * @param files the files among which images are found and read
     * @param recursive whether a directory stands for all images below it
     * @param query what is asked of each image
     */
    public InspectRun(FileTree files, boolean recursive, TimeLimit limit, InspectQuery query) {
        this.files = files;
        this.job = new InspectJob(new HeaderReader(files), files.locks());
        this.recursive = recursive;
        this.limit = limit;
        this.query = query;
    }

    /** The name of an image, from an argument or from a list. */
    public record Name(String text, boolean isListed) {}

    /** The result of finding the named images. */
    public sealed interface Search {}

    /**
     * The images that names lead to.
     *
     * @param images the images
     * @param complaints the problems of names that lead to none
     */
    public record Found(List<ImageSearch.Found> images, List<String> complaints) implements Search {
        /** Copies the lists. */
        public Found {
            images = List.copyOf(images);
            complaints = List.copyOf(complaints);
        }
    }

    /**
     * No image is to be inspected.
     *
     * @param cause why the search was given up
     * @param complaint the same in words, with the name
     */
    public record NotFound(Cause cause, String complaint) implements Search {
        /** Why a search was given up. */
        public enum Cause {
            /** An argument is not a valid name. */
            MALFORMED,
            /** A file does not answer. */
            NO_ANSWER
        }
    }

    /** Finds the named images. An invalid name in a list does not affect the others. */
    public Search search(List<Name> names) {
        SearchWatchdog watchdog = new SearchWatchdog();
        return search(
                names, List.of(), StandardInput.none(), new ImageSearch(files, recursive, watchdog), watchdog, limit);
    }

    /**
     * Finds the named images with a search.
     *
     * @param lists inventories, whose images come after those of the names
     */
    static Search search(
            List<Name> names,
            List<String> lists,
            StandardInput input,
            ImageSearch search,
            SearchWatchdog watchdog,
            TimeLimit limit) {
        return watchdog.watch(limit, () -> search(names, lists, input, search))
                .orElseGet(() -> new NotFound(NotFound.Cause.NO_ANSWER, watchdog.describeStall(limit)));
    }

    private static Search search(List<Name> names, List<String> lists, StandardInput input, ImageSearch search) {
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
                    return new NotFound(NotFound.Cause.MALFORMED, complaint);
                }
                complaints.add(complaint);
            }
        }
        for (String list : lists) {
            try {
                search.addList(list, input);
            } catch (IllegalArgumentException malformed) {
                return new NotFound(NotFound.Cause.MALFORMED, String.valueOf(malformed.getMessage()));
            }
        }
        search.problems()
                .forEach(problem -> complaints.add(
                        problem.location() == Location.NOWHERE ? problem.message() : problem.toString()));
        return new Found(search.images(), complaints);
    }

    /**
     * Inspects images.
     *
     * @param render converts each inspection to its output; called from several threads
     * @param results receives each output, in the images' order, on the calling thread; there is none for files found
     *     below a directory that are not images, and for images that the query leaves out
     * @param <T> the type of output
     */
    public <T> InspectSummary run(
            List<ImageSearch.Found> images,
            Function<Inspection, T> render,
            Consumer<T> results,
            Cancellation cancellation) {
        int threads = Runtime.getRuntime().availableProcessors();
        // One batch more than there are threads, so that none of them waits for the calling thread.
        FleetExecutor run = new FleetExecutor(
                threads, Math.max(1, Math.min(MOST_INSPECTED, images.size() / threads)), threads + 1, limit);
        cancellation.onCancel(run::stop);
        InspectSummary summary = new InspectSummary();
        run.run(images.iterator(), new RenderingJob<>(render), outcome -> {
            if (outcome instanceof Rendered<T> rendered) {
                summary.add(rendered.brief);
                results.accept(rendered.output);
            } else if (outcome instanceof NotSelected<T>) {
                summary.leaveOut();
            } else {
                summary.passOver();
            }
        });
        return summary;
    }

    /** What becomes of an image. */
    private sealed interface Outcome<T> {}

    /** The image is shown. */
    private record Rendered<T>(Inspection.Brief brief, T output) implements Outcome<T> {}

    /** The query leaves the image out. */
    private record NotSelected<T>() implements Outcome<T> {}

    /** The file is no image, and was not named as one. */
    private record PassedOver<T>() implements Outcome<T> {}

    /** Inspects an image and renders it in the same thread, so that no inspection waits for the images before it. */
    private final class RenderingJob<T> implements FleetJob<ImageSearch.Found, Outcome<T>, Outcome<T>> {

        private final Function<Inspection, T> render;

        RenderingJob(Function<Inspection, T> render) {
            this.render = render;
        }

        @Override
        public Outcome<T> prepare(ImageSearch.Found found) {
            Inspection inspection = withDirectoryHint(job.run(found));
            try {
                return query.answer(inspection)
                        .map(answer -> outcome(answer, found))
                        .orElseGet(NotSelected::new);
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError bug) {
                return outcome(InspectJob.bug(found.image(), bug), found);
            }
        }

        @Override
        public Outcome<T> unanswered(ImageSearch.Found found, Problem why) {
            return outcome(InspectJob.unanswered(found.image(), why), found);
        }

        @Override
        public List<Outcome<T>> complete(List<Outcome<T>> prepared, long ordinal) {
            return prepared;
        }

        private Outcome<T> outcome(Inspection inspection, ImageSearch.Found found) {
            boolean isNone =
                    inspection.verdict() == Verdict.NOT_QCOW2 || found.trouble().isPresent();
            return isNone && !found.wanted()
                    ? new PassedOver<>()
                    : new Rendered<>(inspection.brief(query.failOn()), render.apply(inspection));
        }
    }

    /** Adds a hint at {@code -r} to the inspection of a directory. */
    private Inspection withDirectoryHint(Inspection inspection) {
        ImageReference image = inspection.image();
        if (recursive || inspection.verdict() != Verdict.UNREADABLE || !files.isDirectory(image.path())) {
            return inspection;
        }
        return InspectJob.unanswered(
                image,
                Problem.error(CommonCode.UNREADABLE, "this is a directory; to inspect the images below it, use -r"));
    }
}
