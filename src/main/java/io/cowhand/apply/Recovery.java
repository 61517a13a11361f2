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
import io.cowhand.problem.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Finds out what became of the images that a run was about to write when it was cut off.
 *
 * <p>It writes only where an image carries the mark of a header that is half written, and an intent explains every byte of
 * its window: then the old sectors are put back. Whatever has no mark is left as it is: the write had not begun or was
 * whole, and what the header is now, somebody meant it to be.
 */
public final class Recovery {

    private final MountPolicy mounts;
    private final SystemCalls calls;
    private final Predicate<Bytes> isMarked;

    /**
     * A recovery.
     *
     * @param mounts where images must not be written
     * @param isMarked whether a window begins with the mark of a header that is half written
     */
    public Recovery(MountPolicy mounts, SystemCalls calls, Predicate<Bytes> isMarked) {
        this.mounts = mounts;
        this.calls = calls;
        this.isMarked = isMarked;
    }

    /** What an image turned out to be. */
    public sealed interface Result {
        /** Returns the outcome to be recorded; nothing where the image has to be looked at again. */
        Optional<Outcome.Kind> outcome();
    }

    /** The old header is there; writing it had not begun. */
    public record NotBegun() implements Result {
        @Override
        public Optional<Outcome.Kind> outcome() {
            return Optional.of(Outcome.Kind.NOT_WRITTEN);
        }
    }

    /** The new header is there, all of it; when it was written is not known, so later writes do not show. */
    public record Done() implements Result {
        @Override
        public Optional<Outcome.Kind> outcome() {
            return Optional.of(Outcome.Kind.WRITTEN);
        }
    }

    /** The header is neither, but whole: another program wrote it since. */
    public record ChangedSince() implements Result {
        @Override
        public Optional<Outcome.Kind> outcome() {
            return Optional.of(Outcome.Kind.CHANGED_SINCE);
        }
    }

    /** The header was half written, and the old sectors have been put back. */
    public record Restored() implements Result {
        @Override
        public Optional<Outcome.Kind> outcome() {
            return Optional.of(Outcome.Kind.RESTORED);
        }
    }

    /** The header is marked as half written, but not as the run left it; the image was left as it is. */
    public record Conflict(Problem problem) implements Result {
        @Override
        public Optional<Outcome.Kind> outcome() {
            return Optional.of(Outcome.Kind.CONFLICT);
        }
    }

    /** The image could not be looked at. */
    public record Unresolved(Problem problem) implements Result {
        @Override
        public Optional<Outcome.Kind> outcome() {
            return Optional.empty();
        }
    }

    /** An image and what it turned out to be. */
    public record Recovered(Intent intent, Result result) {}

    /**
     * Looks at every image of which the journal does not say what became of it, and records what is found.
     *
     * @param journal of a run whose process is gone
     * @param recovered gets each image in turn; a run may have been writing images of large headers
     * @throws IOException if the journal cannot be read, or written
     */
    public void recover(Journal journal, Consumer<Recovered> recovered) throws IOException {
        try {
            journal.forEach((intent, outcome) -> {
                if (isUnresolved(outcome)) {
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
        Optional<Outcome.Kind> kind = result.outcome();
        if (kind.isPresent()) {
            try {
                journal.recordOutcome(Outcome.of(intent.number(), kind.get()));
            } catch (IOException error) {
                throw new UncheckedIOException(error);
            }
        }
    }

    private static boolean isUnresolved(Optional<Outcome> outcome) {
        return outcome.filter(known -> known.kind().isFinal()).isEmpty();
    }

    /** Returns the open intents about an image, by its path as the run showed it, its absolute path or its URI. */
    public static List<Intent> unresolved(Journal journal, String image) throws IOException {
        return unresolved(
                journal,
                intent -> intent.image().equals(image)
                        || intent.uri().equals(image)
                        || RecordedImage.of(intent).display().equals(image));
    }

    /** Returns the intents of which it is not known what came of them. */
    public static List<Intent> unresolved(Journal journal, Predicate<Intent> wanted) throws IOException {
        List<Intent> unresolved = new ArrayList<>();
        journal.forEach((intent, outcome) -> {
            if (isUnresolved(outcome) && wanted.test(intent)) {
                unresolved.add(intent);
            }
        });
        return unresolved;
    }

    /** Records that nobody needs to know what became of images. */
    public static void forget(Journal journal, List<Intent> intents) throws IOException {
        for (Intent intent : intents) {
            journal.recordOutcome(Outcome.of(intent.number(), Outcome.Kind.FORGOTTEN));
        }
        journal.end();
    }

    /** Recovers one image. */
    public Result run(Intent intent) {
        try (OpenFile file = calls.open(RecordedImage.path(intent), intent.link(), Access.READ_AND_WRITE)) {
            Optional<Problem> objection = mounts.objection(file.status().file());
            if (objection.isPresent()) {
                return new Unresolved(objection.get());
            }
            return HeaderBytes.lock(file)
                    ? recover(intent, file)
                    : new Unresolved(Problem.error(
                            ProblemCode.LOCKED, "another program, such as a virtual machine, has the image open"));
        } catch (IOException error) {
            return new Unresolved(Problem.error(ProblemCode.UNREADABLE, IoErrors.describe(error)));
        }
    }

    /** The table of what an image may hold, sector by sector. */
    private Result recover(Intent intent, OpenFile file) throws IOException {
        // What is found is on the disk, and not only in memory: another crash must not change it.
        file.sync();
        Bytes window = HeaderBytes.readDurable(file, intent.windowLength());
        boolean isWhole = window.length() == intent.windowLength() && intent.matchesRest(window);
        if (isWhole && intent.change().of(window).equals(intent.change().before())) {
            return new NotBegun();
        }
        if (isWhole && intent.change().of(window).equals(intent.change().after())) {
            return new Done();
        }
        if (window.length() < Long.BYTES || !isMarked.test(window)) {
            return new ChangedSince();
        }
        if (!isWhole || !intent.change().isHalfWritten(intent.change().of(window))) {
            return new Conflict(Problem.error(
                    ProblemCode.HALF_WRITTEN,
                    "the header is marked as half written, but not as this run left it; it is left as it is"));
        }
        HeaderBytes.restore(file, intent.change());
        return new Restored();
    }
}
