package io.cowhand.plan;

import io.cowhand.bytes.Bytes;
import io.cowhand.bytes.SectorWrite;
import io.cowhand.fleet.PlannedChange;
import io.cowhand.fleet.StepProblem;
import io.cowhand.qcow2.BitmapDirectory;
import io.cowhand.undo.UndoTerms;
import java.util.List;
import java.util.Optional;

/** The plan for one image: what a recipe does to it. */
public sealed interface ImagePlan {

    /** The image is already in the state that the recipe describes. */
    record Unchanged(List<StepProblem> problems) implements ImagePlan {
        /** Copies the list. */
        public Unchanged {
            problems = List.copyOf(problems);
        }
    }

    /**
     * The image changes.
     *
     * @param changes the changes in the order of the steps, never empty
     * @param writes the sectors to write
     * @param result the window as it is after the write
     * @param undo when the old sectors may be restored
     * @param bitmaps the image's bitmaps, for the description of changes
     * @param problems warnings and notices
     */
    record Edit(
            List<PlannedChange> changes,
            SectorWrite writes,
            Bytes result,
            UndoTerms undo,
            Optional<BitmapDirectory> bitmaps,
            List<StepProblem> problems)
            implements ImagePlan {
        /** Copies the lists. */
        public Edit {
            changes = List.copyOf(changes);
            problems = List.copyOf(problems);
        }
    }

    /** The recipe is not for this image: its {@code where} is false. */
    record Skipped() implements ImagePlan {}

    /** The image must not be changed; no step is applied. */
    record Refused(List<StepProblem> problems) implements ImagePlan {
        /** Copies the list. */
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /**
     * The new header needs a larger window than was read; the image must be planned again with one.
     *
     * @param window the length in bytes, at most that of the first cluster
     */
    record NeedsWindow(int window) implements ImagePlan {}
}
