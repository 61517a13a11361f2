package io.cowhand.report;

import io.cowhand.fleet.RolloutSummary;
import io.cowhand.fleet.RolloutSummary.Reason;
import io.cowhand.fleet.RolloutSummary.Stop;
import io.cowhand.fleet.RunSummary;
import io.cowhand.fleet.Status;
import io.cowhand.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/** How a run went through its fleet, in words. */
public final class RolloutText {

    private static final String AGAIN = "; images that are done stay unchanged.";

    private RolloutText() {}

    /** Returns a line for each wave, after a heading; no line if there are none. */
    static List<String> waves(RunSummary summary) {
        List<String> lines = new ArrayList<>();
        for (RolloutSummary.Wave wave : summary.rollout().waves()) {
            lines.add("  wave " + wave.number() + ": " + wave(wave, summary.dryRun()));
        }
        if (!lines.isEmpty()) {
            lines.add(0, "Waves:");
        }
        return lines;
    }

    /** Returns what became of the images of a wave, or would. */
    public static String wave(RolloutSummary.Wave wave, boolean dryRun) {
        List<String> counts = new ArrayList<>(List.of(Count.of(wave.images(), "image")));
        if (wave.images() > wave.notRun()) {
            counts.add(Count.of(wave.changes()) + (dryRun ? " would change" : " changed"));
        }
        if (wave.failures() > 0) {
            counts.add(Count.of(wave.failures()) + (dryRun ? " would fail" : " failed"));
        }
        if (wave.notRun() > 0) {
            counts.add(Count.of(wave.notRun()) + " not begun");
        }
        return String.join(", ", counts);
    }

    /** Returns what is not as expected, and where and why the run ended early; no line if all is well. */
    public static List<String> end(RunSummary summary) {
        List<String> lines = new ArrayList<>();
        List<Problem> unexpected = summary.rollout().failedExpectations();
        if (!unexpected.isEmpty()) {
            lines.add(
                    summary.dryRun()
                            ? "The plan is not as the recipe expects; apply would write nothing:"
                            : "The plan is not as the recipe expects; nothing was written:");
            unexpected.forEach(problem -> lines.add("  " + Escaped.plain(problem.message())));
        }
        summary.rollout().stop().ifPresent(stop -> lines.add(Escaped.plain(stop(stop, summary))));
        return lines;
    }

    private static String stop(Stop stop, RunSummary summary) {
        String place =
                stop.wave().isEmpty() ? "" : when(stop) + " wave " + stop.wave().getAsInt();
        if (summary.dryRun()) {
            return "Apply would stop" + place + ": " + stop.message() + ".";
        }
        long left = summary.count(Status.NOT_RUN);
        String rest = left == 0 ? "" : " " + Count.of(left, "image") + (left == 1 ? " was" : " were") + " not begun.";
        return switch (stop.reason()) {
            case UNTIL_WAVE -> "Ended" + place + ", as --until-wave says." + rest + " To continue, apply again" + AGAIN;
            case MAX_FAILURES, AFTER_WAVE ->
                "Stopped" + place + ": " + stop.message() + "." + rest
                        + (left == 0 ? "" : " Once the cause is fixed, apply again to continue" + AGAIN);
        };
    }

    private static String when(Stop stop) {
        return stop.reason() == Reason.MAX_FAILURES ? " in" : " after";
    }
}
