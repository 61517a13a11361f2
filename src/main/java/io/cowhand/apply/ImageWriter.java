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
 * Writes the planned sectors of a batch of images.
 *
 * <p>The intents of the batch are recorded, and synced once, before the first image is opened. Then each phase is
 * written to all images before the first is synced, and is synced for all before the next phase begins. Images that
 * were created one after the other share a block of inodes; if writes and syncs alternated, the file system would write
 * that block once for each image.
 */
public final class ImageWriter {

    /** Examines an image while all its locks are held. */
    @FunctionalInterface
    interface Check {
        /** Accepts every image: the comparison of the windows is enough. */
        Check NOTHING = file -> Optional.empty();

        /** Returns the reason not to write the image, if there is one. */
        Optional<Problem> check(OpenFile file) throws IOException;
    }

    private final WriteJournal journal;
    private final SystemCalls calls;

    /** Creates a writer that records intents and outcomes in a journal. */
    public ImageWriter(WriteJournal journal) {
        this(journal, LinuxCalls.KERNEL);
    }

    /** Creates a writer that opens images with the given calls. */
    ImageWriter(WriteJournal journal, SystemCalls calls) {
        this.journal = journal;
        this.calls = calls;
    }

    /**
     * Writes each image that is still as it was planned from and that no other program has open.
     *
     * @return the outcomes, in the order of the writes
     */
    public List<WriteOutcome> write(List<PlannedWrite> writes) {
        return write(writes, Check.NOTHING);
    }

    /** Writes one image. */
    public WriteOutcome write(PlannedWrite write) {
        return write(write, Check.NOTHING);
    }

    /** Writes one image, unless a check under the locks finds a reason not to. */
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
