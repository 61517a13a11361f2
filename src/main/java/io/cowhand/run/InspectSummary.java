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
    private long passedOver;

    /** Counts an image. */
    public void add(Inspection.Brief brief) {
        verdicts.merge(brief.verdict(), 1L, Long::sum);
        withProblems += brief.hasProblems() ? 1 : 0;
        inUse += brief.isInUse() ? 1 : 0;
    }

    /** Counts a file that is no image, and that nobody asked for. */
    public void passOver() {
        passedOver++;
    }

    /** The images of some verdicts. */
    public long count(Verdict... of) {
        long count = 0;
        for (Verdict verdict : of) {
            count += verdicts.getOrDefault(verdict, 0L);
        }
        return count;
    }

    /** All images. */
    public long images() {
        return count(Verdict.values());
    }

    /** The images that QEMU opens. */
    public long opening() {
        return count(Arrays.stream(Verdict.values()).filter(Verdict::opens).toArray(Verdict[]::new));
    }

    /** The images with problems of any severity. */
    public long withProblems() {
        return withProblems;
    }

    /** The images that somebody holds locks on. */
    public long inUse() {
        return inUse;
    }

    /** Files below directories that are no images. */
    public long passedOver() {
        return passedOver;
    }
}
