package io.cowhand.apply;

import io.cowhand.bytes.Bytes;
import io.cowhand.journal.Intent;
import io.cowhand.journal.Journal;
import io.cowhand.journal.Outcome;
import io.cowhand.os.IoErrors;
import io.cowhand.os.MountPolicy;
import io.cowhand.os.OpenFile;
import io.cowhand.os.SystemCalls;
import io.cowhand.os.SystemCalls.Access;
import io.cowhand.problem.CommonCode;
import io.cowhand.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Resolves the unresolved images of an interrupted run.
 *
 * <p>Writes only to an image that carries the mark of a half-written header, and only if an intent explains every byte
 * of its window: then the old sectors are restored. An image without the mark is left as it is: the write had not begun
 * or was complete, and any other header was written on purpose since.
 */
public final class Recovery {

    private final MountPolicy mounts;
    private final SystemCalls calls;
    private final Predicate<Bytes> isMarked;

    /**
     * Creates a recovery.
     *
     * @param mounts the file systems on which images must not be written
     * @param isMarked tests whether a window begins with the mark of a half-written header
     */
    public Recovery(MountPolicy mounts, SystemCalls calls, Predicate<Bytes> isMarked) {
        this.mounts = mounts;
        this.calls = calls;
        this.isMarked = isMarked;
    }

    /** What the recovery found and did. */
    public enum Finding {
        /** The image holds the old header; the write had not begun. */
        NOT_BEGUN(Outcome.Kind.NOT_WRITTEN),
        /** The image holds the new header; when it was written is unknown, so later writes cannot be detected. */
        DONE(Outcome.Kind.WRITTEN),
        /** The header is neither old nor new, but not marked: another program wrote it since. */
        CHANGED_SINCE(Outcome.Kind.CHANGED_SINCE),
        /** The header was half-written, and the old sectors have been restored. */
        RESTORED(Outcome.Kind.RESTORED),
        /**
         * The header is marked as half-written, but differs from what the run can have left; the image was left as it
         * is.
         */
        CONFLICT(Outcome.Kind.CONFLICT),
        /** The image could not be examined. */
        UNRESOLVED(null);

        /** The outcome to record; null if the image must be examined again. */
        private final Outcome.@Nullable Kind outcome;

        Finding(Outcome.@Nullable Kind outcome) {
            this.outcome = outcome;
        }
    }

    /**
     * The result for one image.
     *
     * @param finding what was found and done
     * @param problem the problem of a conflict or of an image that could not be examined; empty for every other finding
     */
    public record Result(Finding finding, Optional<Problem> problem) {
        private static Result of(Finding finding) {
            return new Result(finding, Optional.empty());
        }

        private static Result unresolved(Problem problem) {
            return new Result(Finding.UNRESOLVED, Optional.of(problem));
        }
    }

    /** An intent and the result for its image. */
    public record Recovered(Intent intent, Result result) {}

    /**
     * Examines every unresolved image, and records the outcomes.
     *
     * @param journal the journal of a run whose process has ended
     * @param isStopped returns whether to leave the images that have not been examined
     * @param recovered receives each image in turn, so that large headers are not collected in memory
     * @throws IOException if the journal cannot be read or written
     */
    public void recover(Journal journal, BooleanSupplier isStopped, Consumer<Recovered> recovered) throws IOException {
        try {
            journal.forEach((intent, outcome) -> {
                if (isUnresolved(outcome) && !isStopped.getAsBoolean()) {
                    Result result = run(intent);
                    record(journal, intent, result);
                    recovered.accept(new Recovered(intent, result));
                }
            });
        } catch (UncheckedIOException error) {
            throw error.getCause();
        }
        journal.sync();
    }

    private static void record(Journal journal, Intent intent, Result result) {
        Outcome.Kind kind = result.finding().outcome;
        if (kind != null) {
            try {
                journal.recordOutcome(Outcome.of(intent.number(), kind));
            } catch (IOException error) {
                throw new UncheckedIOException(error);
            }
        }
    }

    private static boolean isUnresolved(Optional<Outcome> outcome) {
        return outcome.filter(known -> known.kind().isFinal()).isEmpty();
    }

    /**
     * Returns the unresolved intents for an image, given its path as the run showed it, its absolute path or its URI.
     */
    public static List<Intent> unresolved(Journal journal, String image) throws IOException {
        return unresolved(
                journal,
                intent -> intent.image().equals(image)
                        || intent.uri().equals(image)
                        || RecordedImage.of(intent).display().equals(image));
    }

    /** Returns the unresolved intents that satisfy a predicate. */
    public static List<Intent> unresolved(Journal journal, Predicate<Intent> wanted) throws IOException {
        List<Intent> unresolved = new ArrayList<>();
        journal.forEach((intent, outcome) -> {
            if (isUnresolved(outcome) && wanted.test(intent)) {
                unresolved.add(intent);
            }
        });
        return unresolved;
    }

    /** Records that the user has given up on intents, and ends the journal. */
    public static void forget(Journal journal, List<Intent> intents) throws IOException {
        for (Intent intent : intents) {
            journal.recordOutcome(Outcome.of(intent.number(), Outcome.Kind.FORGOTTEN));
        }
        journal.end();
    }

    /** Recovers the image of one intent. */
    public Result run(Intent intent) {
        try (OpenFile file = calls.open(RecordedImage.path(intent), intent.link(), Access.READ_AND_WRITE)) {
            Optional<Problem> objection = mounts.objection(file.status().file());
            if (objection.isPresent()) {
                return Result.unresolved(objection.get());
            }
            return HeaderBytes.lock(file)
                    ? recover(intent, file)
                    : Result.unresolved(Problem.error(
                            ProblemCode.LOCKED, "another program, such as a virtual machine, has the image open"));
        } catch (IOException error) {
            return Result.unresolved(Problem.error(CommonCode.UNREADABLE, IoErrors.describe(error)));
        }
    }

    /** Decides by the contents of an open and locked image. */
    private Result recover(Intent intent, OpenFile file) throws IOException {
        // The decision must rest on what is on the disk, so that another crash does not change it.
        file.sync();
        Bytes window = HeaderBytes.readDurable(file, intent.windowLength());
        boolean isWhole = window.length() == intent.windowLength() && intent.matchesRest(window);
        if (isWhole && intent.change().of(window).equals(intent.change().before())) {
            return Result.of(Finding.NOT_BEGUN);
        }
        if (isWhole && intent.change().of(window).equals(intent.change().after())) {
            return Result.of(Finding.DONE);
        }
        if (window.length() < Long.BYTES || !isMarked.test(window)) {
            return Result.of(Finding.CHANGED_SINCE);
        }
        if (!isWhole || !intent.change().isHalfWritten(intent.change().of(window))) {
            String message = "the header is marked as half-written, but is not what this run left; nothing was written";
            return new Result(Finding.CONFLICT, Optional.of(Problem.error(CommonCode.HALF_WRITTEN, message)));
        }
        HeaderBytes.restore(file, intent.change());
        return Result.of(Finding.RESTORED);
    }
}
