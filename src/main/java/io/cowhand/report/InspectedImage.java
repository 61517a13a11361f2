package io.cowhand.report;

import io.cowhand.fleet.Image;
import io.cowhand.problem.Problem;
import io.cowhand.run.FailOn;
import io.cowhand.run.Inspection;
import io.cowhand.run.Inspection.Verdict;
import java.util.List;

/**
 * What a report on problems keeps of an inspection.
 *
 * @param image the image
 * @param verdict whether QEMU opens it
 * @param fails whether the inspection fails because of it
 * @param problems all problems
 */
public record InspectedImage(Image image, Verdict verdict, boolean fails, List<Problem> problems) {

    /** Copies the list. */
    public InspectedImage {
        problems = List.copyOf(problems);
    }

    static InspectedImage of(Inspection inspection, FailOn failOn) {
        return new InspectedImage(
                inspection.image(),
                inspection.verdict(),
                inspection.brief(failOn).fails(),
                inspection.problems());
    }
}
