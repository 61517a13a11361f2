package io.cowhand.run;

import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.Status;
import io.cowhand.planfile.PlanFile;
import io.cowhand.planfile.PlanLine;
import java.io.IOException;
import java.util.BitSet;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.StreamSupport;

/**
 * The images of a plan that are to be processed. They stay in the file; in memory is a bit for each.
 *
 * @param images the images in order
 * @param size the number of images
 * @param skipped the positions of the images that the plan skips, among the selected ones; empty unless it is asked for
 */
record PlanSelection(Iterator<PlanLine> images, int size, BitSet skipped) {

    /**
     * Selects images.
     *
     * @param findsSkipped whether the positions of the skipped images are needed
     */
    static PlanSelection of(PlanFile plan, PlanLimit limit, boolean findsSkipped) throws IOException {
        int all = Math.toIntExact(plan.head().images());
        BitSet skipped = new BitSet();
        if (limit.isOpen() && !findsSkipped) {
            return new PlanSelection(plan.images(), all, skipped);
        }
        BitSet selected = new BitSet(all);
        int size = 0;
        int at = 0;
        for (Iterator<PlanLine> lines = plan.images(); lines.hasNext(); at++) {
            ImageResult result = PlanJob.read(lines.next()).result();
            if (limit.selects(result.image())) {
                selected.set(at);
                skipped.set(size, result.status() == Status.SKIPPED);
                size++;
            }
        }
        return new PlanSelection(only(selected, plan.images()), size, skipped);
    }

    private static Iterator<PlanLine> only(BitSet selected, Iterator<PlanLine> all) {
        int[] next = {0};
        Spliterator<PlanLine> lines = Spliterators.spliteratorUnknownSize(all, Spliterator.ORDERED);
        return StreamSupport.stream(lines, false)
                .filter(line -> selected.get(next[0]++))
                .iterator();
    }
}
