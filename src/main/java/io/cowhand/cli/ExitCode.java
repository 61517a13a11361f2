package io.cowhand.cli;

import io.cowhand.fleet.RolloutSummary;
import io.cowhand.fleet.RunSummary;
import io.cowhand.fleet.Status;
import io.cowhand.recipe.RecipeResult;
import io.cowhand.run.Fleet;
import java.util.LinkedHashMap;
import java.util.Map;

/** The exit codes of the program; those from 64 to 78 are those of sysexits.h. */
public enum ExitCode {
    DONE(0, "done (for plan, also if there are changes)"),
    IMAGES_FAILED(
            1,
            "at least one image failed, was refused or unreadable, a rollout stopped, or the results or a report could not be"
                    + " written;"
                    + " for inspect: at least one does not open, or --fail-on applies;"
                    + " for graph: at least one has an error, or --fail-on applies"),
    HAS_CHANGES(2, "with --detailed-exitcode: there are changes"),
    TRY_LATER(4, "nothing worse than locked, stale or unresolved images; run again later"),
    USAGE(64, "wrong usage"),
    INVALID_RECIPE(
            65,
            "the recipe, an inventory or a saved file is not valid or complete, or names no image, or expect does not hold;"
                    + " for inspect, graph and capture: no image found"),
    UNREADABLE_RECIPE(66, "the recipe, an inventory or a saved file cannot be read"),
    CANNOT_START(69, "the program cannot be started, or a part of it cannot be loaded"),
    BUG(70, "a bug in Cowhand"),
    STATE_UNUSABLE(73, "the state directory cannot be used, or a report cannot be written; nothing was touched"),
    INTERRUPTED(130, "interrupted");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /** Returns all codes with their meanings, in order. */
    static Map<String, String> descriptions() {
        Map<String, String> descriptions = new LinkedHashMap<>();
        for (ExitCode each : values()) {
            descriptions.put(Integer.toString(each.code), each.meaning);
        }
        return descriptions;
    }

    /** Returns the code as a number. */
    public int code() {
        return code;
    }

    /** Returns the code for the result of reading a recipe. */
    static ExitCode of(RecipeResult read) {
        if (read instanceof RecipeResult.Unreadable) {
            return UNREADABLE_RECIPE;
        }
        if (read instanceof RecipeResult.WrongVariables) {
            return USAGE;
        }
        return read instanceof RecipeResult.Invalid ? INVALID_RECIPE : DONE;
    }

    /** Returns the code for images that cannot be found. */
    static ExitCode of(Fleet.NotFound notFound) {
        return notFound.isUnreadable() ? UNREADABLE_RECIPE : INVALID_RECIPE;
    }

    /** Returns the code if, in addition, results or a report could not be written. */
    ExitCode withLoss() {
        return code >= USAGE.code ? this : IMAGES_FAILED;
    }

    /** Returns the code for a run that was not stopped by a signal. */
    static ExitCode of(RunSummary summary, boolean detailed) {
        if (summary.hasBug()) {
            return BUG;
        }
        RolloutSummary rollout = summary.rollout();
        if (!rollout.failedExpectations().isEmpty()) {
            return INVALID_RECIPE;
        }
        boolean stopped = !summary.dryRun() && rollout.isFailed();
        if (summary.has(Status.Weight.FAILURE) || stopped || !summary.isRecorded()) {
            return IMAGES_FAILED;
        }
        if (summary.has(Status.Weight.TRY_LATER)) {
            return TRY_LATER;
        }
        boolean changes = summary.count(Status.WOULD_CHANGE) + summary.count(Status.CHANGED) > 0;
        return detailed && changes ? HAS_CHANGES : DONE;
    }
}
