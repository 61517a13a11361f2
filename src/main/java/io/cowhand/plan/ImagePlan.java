package io.cowhand.plan;

import io.cowhand.bytes.SectorWrite;
import io.cowhand.fleet.PlannedChange;
import io.cowhand.fleet.StepProblem;
import io.cowhand.qcow2.BitmapDirectory;
import io.cowhand.undo.UndoTerms;
import java.util.List;
import java.util.Optional;

/** What a recipe does to one image. */
public sealed interface ImagePlan {

    /** The image already is as the recipe wants it. */
    record Unchanged(List<StepProblem> problems) implements ImagePlan {
        /** Copies the list. */
        public Unchanged {
            problems = List.copyOf(problems);
        }
    }

    /**
     * The image changes.
     *
     * @param changes in the order of the steps, never empty
     * @param writes the sectors to be written
     * @param undo when they may be put back
     * @param bitmaps the image's bitmaps, which a change may be about
     * @param problems what an operator should know
     */
    record Edit(
            List<PlannedChange> changes,
            SectorWrite writes,
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

    /** The image must not be changed; none of the steps is done. */
    record Refused(List<StepProblem> problems) implements ImagePlan {
        /** Copies the list. */
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /**
     * The new header needs a larger window than was read; plan again with one.
     *
     * @param window bytes, more than there were, never more than the first cluster
     */
    record NeedsWindow(int window) implements ImagePlan {}
}
