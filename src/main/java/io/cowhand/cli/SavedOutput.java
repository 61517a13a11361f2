package io.cowhand.cli;

import io.cowhand.fleet.RolloutOptions;
import io.cowhand.fleet.RunListener;
import io.cowhand.fleet.RunSummary;
import io.cowhand.run.Fleet;
import io.cowhand.run.PlanSaving;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The file in which a plan is saved, if the user wants that.
 *
 * <p>Everything throws an {@link UncheckedIOException} if the plan cannot be saved, and so does the listener.
 *
 * @param saving saves the plan
 * @param listener receives the results
 */
record SavedOutput(Optional<PlanSaving> saving, RunListener listener) implements Closeable {

    static SavedOutput begin(Optional<Path> file, Optional<Fleet> fleet, RolloutOptions rollout, RunListener next) {
        if (file.isEmpty()) {
            return new SavedOutput(Optional.empty(), next);
        }
        try {
            PlanSaving saving = PlanSaving.begin(file.get(), fleet.orElseThrow(), rollout, next);
            return new SavedOutput(Optional.of(saving), saving);
        } catch (IOException why) {
            throw new UncheckedIOException(why);
        }
    }

    /** Completes the plan, and returns a message about it; nothing if none is wanted. */
    Optional<String> complete(RunSummary summary) {
        if (saving.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(saving.get()
                    .complete(summary)
                    .map(checksum -> "the plan is saved; to apply this very file, give apply --digest " + checksum)
                    .orElse("the plan is not saved, since it was interrupted or is not as the recipe expects"));
        } catch (IOException why) {
            throw new UncheckedIOException(why);
        }
    }

    @Override
    public void close() throws IOException {
        if (saving.isPresent()) {
            saving.get().close();
        }
    }
}
