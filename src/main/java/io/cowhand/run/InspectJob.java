package io.cowhand.run;

import io.cowhand.image.ImageReference;
import io.cowhand.image.ImageSearch;
import io.cowhand.inspect.HeaderReader;
import io.cowhand.inspect.ReadResult;
import io.cowhand.os.LockTable;
import io.cowhand.problem.Problem;
import io.cowhand.qcow2.ImageCache;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.rule.Enforcement;
import io.cowhand.rule.HeaderRules;
import io.cowhand.run.Inspection.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * Reads one image and checks it against the rules.
 *
 * @param reader reads it
 * @param locks the locks that programs hold on files
 * @param violations the violations of rules that are known
 */
public record InspectJob(HeaderReader reader, LockTable locks, ImageCache<List<HeaderRules.Violation>> violations) {

    /** Creates a job that knows of no violations yet. */
    public InspectJob(HeaderReader reader, LockTable locks) {
        this(reader, locks, new ImageCache<>());
    }

    /** Returns the inspection of a file. */
    public Inspection run(ImageSearch.Found found) {
        ImageReference image = found.image();
        if (found.trouble().isPresent()) {
            return failed(image, Verdict.UNREADABLE, found.trouble().get());
        }
        try {
            ReadResult reading = reader.readFirstCluster(image);
            if (reading instanceof ReadResult.Failed failed) {
                return failed(image, verdict(failed), failed.problem());
            }
            return checked(image, (ReadResult.Readable) reading);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError bug) {
            return bug(image, bug);
        }
    }

    /** Returns the inspection of an image that was not read; the problem says why. */
    public static Inspection unanswered(ImageReference image, Problem why) {
        return failed(image, Verdict.UNREADABLE, why);
    }

    /** Returns the inspection of an image that led to a bug. */
    public static Inspection bug(ImageReference image, Throwable bug) {
        return failed(
                image, Verdict.BUG, Problem.error(ProblemCode.INTERNAL_ERROR, "this is a bug in Cowhand: " + bug));
    }

    private Inspection checked(ImageReference image, ReadResult.Readable readable) {
        ImageFacts facts = readable.facts();
        List<HeaderRules.Violation> found = violations.get(facts, readable.window(), HeaderRules::check);
        return new Inspection(
                image,
                verdict(found),
                Optional.of(facts),
                found.stream().map(HeaderRules.Violation::problem).toList(),
                locks.of(readable.file()));
    }

    private static Verdict verdict(ReadResult.Failed failed) {
        if (failed instanceof ReadResult.NotQcow2) {
            return Verdict.NOT_QCOW2;
        }
        return failed instanceof ReadResult.UnknownVersion ? Verdict.DOES_NOT_OPEN : Verdict.UNREADABLE;
    }

    private static Verdict verdict(List<HeaderRules.Violation> found) {
        if (found.stream().anyMatch(violation -> violation.rule().preventsOpening())) {
            return Verdict.DOES_NOT_OPEN;
        }
        return found.stream().anyMatch(violation -> violation.rule().enforcement() == Enforcement.ON_OPEN_FOR_WRITING)
                ? Verdict.OPENS_FOR_READING
                : Verdict.OPENS;
    }

    private static Inspection failed(ImageReference image, Verdict verdict, Problem problem) {
        return new Inspection(image, verdict, Optional.empty(), List.of(problem), List.of());
    }
}
