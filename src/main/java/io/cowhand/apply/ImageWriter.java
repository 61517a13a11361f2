package io.cowhand.apply;

import io.cowhand.os.SystemAnswer;
import io.cowhand.problem.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Writes the planned sectors of images.
 *
 * <p>The intents of all of them are noted, and synced once, before the first is opened. Then all are written before the
 * first is synced, and all are synced before the first is read back. Images that were made one after the other share the
 * block that their inodes are in; with the times of writing and reading changed in turn, a file system would write that
 * block once for each of them.
 */
public final class ImageWriter {

    /** Looks at an image of which all locks are held. */
    @FunctionalInterface
    interface Check {
        /** For images that the comparison of their windows is enough for. */
        Check NOTHING = path -> Optional.empty();

        /** Why the image must not be written, if so. */
        Optional<Problem> check(Path path) throws IOException;
    }

    /** Opens an image for reading and writing. */
    @FunctionalInterface
    interface Opener {
        /** The only channel to the file in this process: to close any other one would drop its locks. */
        FileChannel open(Path path) throws IOException;
    }

    private final Ledger ledger;
    private final Opener opener;

    /** A writer that notes what it does. */
    public ImageWriter(Ledger ledger) {
        this(ledger, path -> FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    /** A writer to images that are opened in some way of their own. */
    ImageWriter(Ledger ledger, Opener opener) {
        this.ledger = ledger;
        this.opener = opener;
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

    /** The same, if under the locks a check finds nothing against it. */
    WriteOutcome write(PlannedWrite write, Check check) {
        return write(List.of(write), check).get(0);
    }

    private List<WriteOutcome> write(List<PlannedWrite> writes, Check check) {
        long first;
        try {
            first = ledger.intend(writes);
        } catch (IOException error) {
            return Collections.nCopies(
                    writes.size(),
                    new WriteOutcome.Failed(
                            Problem.error("journal-failed", "nothing was written: " + SystemAnswer.describe(error))));
        }
        List<HeaderReplacement> replacements = new ArrayList<>(writes.size());
        try {
            for (PlannedWrite write : writes) {
                HeaderReplacement replacement =
                        new HeaderReplacement(write, check, first + replacements.size(), ledger);
                replacements.add(replacement);
                replacement.begin(opener);
            }
            replacements.forEach(HeaderReplacement::sync);
            List<WriteOutcome> outcomes = new ArrayList<>(writes.size());
            replacements.forEach(replacement -> outcomes.add(replacement.finish()));
            return outcomes;
        } finally {
            replacements.forEach(HeaderReplacement::close);
        }
    }
}
