package io.cowhand.spark;

import io.cowhand.fleet.Status;
import io.cowhand.image.ImageReference;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;

/** A task that plans a part for its counts alone: what is expected and where waves end must be known before the first write. */
final class PlanCountTask implements FlatMapFunction<Iterator<PathsOfPart>, PlanCountTask.Counts> {

    private static final long serialVersionUID = 1;

    /**
     * What is counted of a part.
     *
     * @param place the number of its first image, from 1
     * @param skipped the images that belong to no wave, by their places in the part
     * @param changes the number of images that would change
     */
    record Counts(long place, BitSet skipped, long changes) implements Serializable {}

    private final Broadcast<JobInputs> inputs;
    private final String job;
    private final StopFile stop;

    PlanCountTask(Broadcast<JobInputs> inputs, String job, StopFile stop) {
        this.inputs = inputs;
        this.job = job;
        this.stop = stop;
    }

    @Override
    public Iterator<Counts> call(Iterator<PathsOfPart> parts) {
        List<Counts> counts = new ArrayList<>();
        while (parts.hasNext()) {
            counts.add(count(parts.next()));
        }
        return counts.iterator();
    }

    private Counts count(PathsOfPart part) {
        OnExecutor shared = OnExecutor.of(job, inputs.value());
        BitSet skipped = new BitSet();
        // Another name of a file before it has no result.
        skipped.set(0, part.images());
        long[] changes = new long[1];
        shared.run(part, stop.watch()).plan(FleetTask.images(part, shared), (result, attempt, milliseconds) -> {
            long position = ((ImageReference) result.image()).position().orElseThrow();
            skipped.set((int) (position - part.place()), result.status() == Status.SKIPPED);
            changes[0] += result.status() == Status.WOULD_CHANGE ? 1 : 0;
        });
        return new Counts(part.place(), skipped, changes[0]);
    }
}
