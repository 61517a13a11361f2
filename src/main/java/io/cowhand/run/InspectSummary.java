package io.cowhand.run;

import io.cowhand.run.Inspection.Verdict;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Counts inspections. */
public final class InspectSummary {

    private final Map<Verdict, Long> verdicts = new EnumMap<>(Verdict.class);
    private long withProblems;
    private long inUse;
    private long failing;
    private long notSelected;
    private long passedOver;

    /** Counts an image. */
    public void add(Inspection.Brief brief) {
        verdicts.merge(brief.verdict(), 1L, Long::sum);
        withProblems += brief.hasProblems() ? 1 : 0;
        inUse += brief.isInUse() ? 1 : 0;
        failing += brief.fails() ? 1 : 0;
    }

    /** Counts an image for which the query's condition is false. */
    public void leaveOut() {
        notSelected++;
    }

    /** Counts a file below a directory that is not an image. */
    public void passOver() {
        passedOver++;
    }

    /** Returns the number of images with one of these verdicts. */
    public long count(Verdict... of) {
        long count = 0;
        for (Verdict verdict : of) {
            count += verdicts.getOrDefault(verdict, 0L);
        }
        return count;
    }

    /** Returns the number of images. */
    public long images() {
        return count(Verdict.values());
    }

    /** Returns the number of images that QEMU opens. */
    public long opening() {
        return count(Arrays.stream(Verdict.values()).filter(Verdict::opens).toArray(Verdict[]::new));
    }

    /** Returns the number of images with problems of any severity. */
    public long withProblems() {
        return withProblems;
    }

    /** Returns the number of images on which a program holds locks. */
    public long inUse() {
        return inUse;
    }

    /** Returns the number of images that QEMU does not open, or with a problem for which the inspection fails. */
    public long failing() {
        return failing;
    }

    /** Returns the number of images for which the query's condition is false; they are in no other number. */
    public long notSelected() {
        return notSelected;
    }

    /** Returns the number of files below directories that are not images. */
    public long passedOver() {
        return passedOver;
    }
}
