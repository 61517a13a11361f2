package io.cowhand.apply;

import io.cowhand.bytes.Bytes;
import io.cowhand.problem.Problem;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is known, or what the user confirms, if the image alone does not show whether its old header is still right.
 *
 * @param sameBoot whether the machine has not been restarted since the run: a power failure may revert modification
 *     times
 * @param trustsTimes whether the user confirms that there was no power failure since, so that modification times are
 *     right
 * @param backing checks that the backing files before and after hold the same data; empty if the user does not
 *     confirm it
 */
public record RollbackAssumptions(boolean sameBoot, boolean trustsTimes, Optional<BackingCheck> backing) {

    /** Compares the backing files that two headers name. */
    @FunctionalInterface
    public interface BackingCheck {
        /** Accepts the user's word without a comparison. */
        BackingCheck TRUSTED = (image, before, after) -> Optional.empty();

        /**
         * Returns the reason not to treat both as the same data, if there is one.
         *
         * @param image the image's path
         * @param before the window to restore
         * @param after the current window
         */
        Optional<Problem> objection(Path image, Bytes before, Bytes after);
    }

    /** Returns the assumptions of a rollback without options. */
    public static RollbackAssumptions none(boolean sameBoot) {
        return new RollbackAssumptions(sameBoot, false, Optional.empty());
    }
}
