package io.cowhand.spark;

import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.Status;
import io.cowhand.image.ImageLookup;
import io.cowhand.image.ImageReference;
import io.cowhand.inventory.Columns;
import io.cowhand.run.FailureBudget;
import io.cowhand.run.NewRunMetadata;
import io.cowhand.run.PartRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.util.LongAccumulator;

/**
 * A task: plans or applies the recipe for the images of a part, and returns a row for each. The failure of an image is a row;
 * the task itself fails only if its journal does.
 */
final class FleetTask implements FlatMapFunction<Iterator<PathsOfPart>, Row> {

    private static final long serialVersionUID = 1;

    /** What becomes of the images of a wave. */
    enum Mode {
        PLAN,
        APPLY,
        /** The images are not begun. */
        LEAVE
    }

    private final Broadcast<JobInputs> inputs;
    private final String job;
    private final Mode mode;
    private final int wave;
    private final StopFile stop;
    private final LongAccumulator failures;

    /**
     * Creates the tasks of a wave.
     *
     * @param job an id of the job
     * @param wave the number of the wave, from 1; 0 if there are none
     * @param failures counts failed images as tasks end
     */
    FleetTask(Broadcast<JobInputs> inputs, String job, Mode mode, int wave, StopFile stop, LongAccumulator failures) {
        this.inputs = inputs;
        this.job = job;
        this.mode = mode;
        this.wave = wave;
        this.stop = stop;
        this.failures = failures;
    }

    @Override
    public Iterator<Row> call(Iterator<PathsOfPart> parts) throws IOException {
        List<Row> rows = new ArrayList<>();
        while (parts.hasNext()) {
            run(parts.next(), rows);
        }
        return rows.iterator();
    }

    private void run(PathsOfPart part, List<Row> rows) throws IOException {
        JobInputs common = inputs.value();
        OnExecutor shared = OnExecutor.of(job, common);
        PartRun run = shared.run(part, mode == Mode.LEAVE ? () -> true : stop.watch());
        String host = NewRunMetadata.host();
        int taskAttempt = TaskContext.get().attemptNumber() + 1;
        PartRun.Results results = (result, attempt, milliseconds) -> {
            ImageResult inWave = wave > 0 && result.status() != Status.SKIPPED ? result.inWave(wave) : result;
            failures.add(FailureBudget.isFailure(inWave) ? 1 : 0);
            rows.add(ResultTable.row(inWave, host, mode == Mode.APPLY ? attempt : taskAttempt, milliseconds));
        };
        List<ImageReference> images = images(part, shared);
        if (mode == Mode.APPLY) {
            run.apply(
                    images,
                    new PartRun.SharedRun(Path.of(common.run().state()), common.metadata(), common.unresolved()),
                    results);
        } else {
            run.plan(images, results);
        }
    }

    /** Looks up the images of a part. */
    static List<ImageReference> images(PathsOfPart part, OnExecutor shared) {
        try (ImageLookup lookup = shared.lookup()) {
            return images(part, lookup);
        }
    }

    private static List<ImageReference> images(PathsOfPart part, ImageLookup lookup) {
        List<ImageReference> images = new ArrayList<>(part.images());
        Map<List<String>, Columns> columns = new HashMap<>();
        long position = part.place();
        for (PathsOfPart.Named named : part.unpack()) {
            ImageReference found = lookup.find(ImageReference.of(named.uri()).path());
            Columns names = columns.computeIfAbsent(List.copyOf(named.row().keySet()), Columns::new);
            images.add(new ImageReference(
                    found.path(),
                    found.listed(),
                    new io.cowhand.inventory.Row(names, List.copyOf(named.row().values())),
                    OptionalLong.of(position)));
            position++;
        }
        return images;
    }
}
