package io.cowhand.run;

import io.cowhand.bytes.Bytes;
import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.Status;
import io.cowhand.fleet.StepProblem;
import io.cowhand.image.ImageReference;
import io.cowhand.inspect.HeaderReader;
import io.cowhand.inspect.ReadResult;
import io.cowhand.journal.Intent;
import io.cowhand.journal.Outcome;
import io.cowhand.journal.RecordedJournal;
import io.cowhand.os.FileTree;
import io.cowhand.problem.Problem;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What earlier attempts at a part of a run have written. An image that one of them changed is not planned again, since the
 * recipe may change it once more; its result is the one that the earlier attempt would have given.
 */
final class EarlierAttempts {

    /** The outcomes after which an image holds what it held before the attempt. */
    private static final Set<Outcome.Kind> NOT_CHANGED = Set.of(Outcome.Kind.NOT_WRITTEN, Outcome.Kind.RESTORED);

    private final Map<String, Intent> written;
    /** The images of which it is not known whether an attempt has written them, by their URIs. */
    private final Set<String> unknown;

    private EarlierAttempts(Map<String, Intent> written, Set<String> unknown) {
        this.written = written;
        this.unknown = unknown;
    }

    /** No attempts. */
    static final EarlierAttempts NONE = new EarlierAttempts(Map.of(), Set.of());

    /** Reads the journals of attempts that have ended, the first attempt first. */
    static EarlierAttempts of(List<RecordedJournal> journals) throws IOException {
        Map<String, Intent> written = new HashMap<>();
        Set<String> unknown = new HashSet<>();
        for (RecordedJournal journal : journals) {
            journal.forEach((intent, outcome) -> {
                Optional<Outcome.Kind> kind = outcome.map(Outcome::kind);
                if (kind.filter(Outcome.Kind.WRITTEN::equals).isPresent()) {
                    written.put(intent.uri(), intent);
                } else if (kind.filter(NOT_CHANGED::contains).isEmpty()) {
                    unknown.add(intent.uri());
                }
            });
        }
        return new EarlierAttempts(written, unknown);
    }

    /** Prepares an image: by the job, unless an earlier attempt has written it. */
    PreparedImage prepare(ImageReference image, RecipeJob job) {
        if (written.isEmpty() && unknown.isEmpty()) {
            return job.prepare(image);
        }
        if (unknown.contains(image.fileUri())) {
            return new PreparedImage.Finished(ImageResult.refusedAsUnresolved(image));
        }
        Intent intent = written.get(image.fileUri());
        return intent == null ? job.prepare(image) : new PreparedImage.Finished(changed(image, intent, job));
    }

    /** Returns the result of the earlier attempt: a plan from the header as it was then. */
    private static ImageResult changed(ImageReference image, Intent intent, RecipeJob job) {
        FileTree before = new BeforeChange(FileTree.SYSTEM, image.path(), intent.change());
        RecipeJob planning = new RecipeJob(
                new HeaderReader(before),
                job.plans(),
                job.skipNotQcow2(),
                job.mounts(),
                job.unresolved(),
                Optional.empty(),
                job.locks(),
                job.gate(),
                job.keepsHeaders());
        ImageResult planned = planning.prepare(image).result();
        return planned.status() == Status.WOULD_CHANGE && isAsPlanned(planned, image)
                ? planned.changed()
                : ImageResult.of(
                        image,
                        Status.STALE,
                        List.of(StepProblem.ofImage(Problem.error(
                                ProblemCode.STALE,
                                "an earlier attempt of this run changed the header, and another program has changed it"
                                        + " since"))));
    }

    private static boolean isAsPlanned(ImageResult planned, ImageReference image) {
        Bytes after = planned.header().orElseThrow().after();
        return HeaderReader.SYSTEM.read(image, after.length()) instanceof ReadResult.Readable now
                && now.window().length() >= after.length()
                && now.window().slice(0, after.length()).equals(after);
    }
}
