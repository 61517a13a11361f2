package io.cowhand.apply;

import io.cowhand.bytes.SectorChange;
import io.cowhand.os.IoErrors;
import io.cowhand.os.LinuxCalls;
import io.cowhand.os.OpenFile;
import io.cowhand.os.SystemCalls;
import io.cowhand.problem.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Writes the planned sectors of images.
 *
 * <p>The intents of all of them are recorded, and synced once, before the first is opened. Then each phase is written to
 * all before the first is synced, and is synced for all before the next phase begins. Images that were made one after the
 * other share the block that their inodes are in; with the times of writing and reading changed in turn, a file system would
 * write that block once for each of them.
 */
public final class ImageWriter {

    /** Looks at an image of which all locks are held. */
    @FunctionalInterface
    interface Check {
        /** For images that the comparison of their windows is enough for. */
        Check NOTHING = file -> Optional.empty();

        /** Returns why the image must not be written, if so. */
        Optional<Problem> check(OpenFile file) throws IOException;
    }

    private final WriteJournal journal;
    private final SystemCalls calls;

    /** A writer that records what it does. */
    public ImageWriter(WriteJournal journal) {
        this(journal, LinuxCalls.KERNEL);
    }

    /** A writer to images that are opened by other calls than the system's own. */
    ImageWriter(WriteJournal journal, SystemCalls calls) {
        this.journal = journal;
        this.calls = calls;
    }

    /**
     * Writes to images, each if it still is what the write was planned from, and nobody else has it open.
     *
     * @return what came of each, in their order
     */
    public List<WriteOutcome> write(List<PlannedWrite> writes) {
        return write(writes, Check.NOTHING);
    }

    /** Writes to one image. */
    public WriteOutcome write(PlannedWrite write) {
        return write(write, Check.NOTHING);
    }

    /** Writes to one image, if under the locks a check finds nothing against it. */
    WriteOutcome write(PlannedWrite write, Check check) {
        return write(List.of(write), check).get(0);
    }

    private List<WriteOutcome> write(List<PlannedWrite> writes, Check check) {
        long first;
        try {
            first = journal.recordIntents(writes);
        } catch (IOException error) {
            return Collections.nCopies(
                    writes.size(),
                    new WriteOutcome.Failed(Problem.error(
                            ProblemCode.JOURNAL_FAILED, "nothing was written: " + IoErrors.describe(error))));
        }
        List<HeaderReplacement> replacements = new ArrayList<>(writes.size());
        try {
            for (PlannedWrite write : writes) {
                HeaderReplacement replacement =
                        new HeaderReplacement(write, check, first + replacements.size(), journal, calls);
                replacements.add(replacement);
                replacement.open();
            }
            for (int left = SectorChange.MOST_PHASES - 1; left >= 0; left--) {
                for (HeaderReplacement replacement : replacements) {
                    replacement.write(left);
                }
                for (HeaderReplacement replacement : replacements) {
                    replacement.sync(left);
                }
            }
            List<WriteOutcome> outcomes = new ArrayList<>(writes.size());
            replacements.forEach(replacement -> outcomes.add(replacement.finish()));
            return outcomes;
        } finally {
            replacements.forEach(HeaderReplacement::close);
        }
    }
}
