package io.cowhand.apply;

import io.cowhand.bytes.Bytes;
import io.cowhand.problem.Problem;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What is known, or vouched for, where the image alone does not tell whether its old header is still right.
 *
 * @param sameBoot whether the machine was not started again since the run: a power cut turns times of modification back
 * @param trustsTimes whether somebody vouches that no power was cut since, so that times of modification are right
 * @param backing whether the backing files before and after hold the same data; nothing where nobody vouches for that
 */
public record RollbackAssumptions(boolean sameBoot, boolean trustsTimes, Optional<BackingCheck> backing) {

    /** Compares the backing files that two headers name. */
    @FunctionalInterface
    public interface BackingCheck {
        /** For somebody's word alone. */
        BackingCheck TRUSTED = (image, before, after) -> Optional.empty();

        /**
         * Returns what speaks against taking both for the same data, if anything does.
         *
         * @param image the image's path
         * @param before the window that is to be put back
         * @param after the window as it is
         */
        Optional<Problem> objection(Path image, Bytes before, Bytes after);
    }

    /** Returns what a rollback without options knows. */
    public static RollbackAssumptions none(boolean sameBoot) {
        return new RollbackAssumptions(sameBoot, false, Optional.empty());
    }
}
