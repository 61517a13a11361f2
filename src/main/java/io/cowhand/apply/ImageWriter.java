package io.cowhand.apply;

import io.cowhand.bytes.WriteSet;
import io.cowhand.problem.Problem;
import io.cowhand.target.FileStatus;
import io.cowhand.target.ImageReference;
import io.cowhand.target.SystemAnswer;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Writes the planned sectors of one image after the other: notes the intent first, and then replaces the header. */
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
     * Writes the sectors, if the image still is what they were planned from, and nobody else has it open.
     *
     * @param planned the file that was planned
     */
    public WriteOutcome write(ImageReference image, FileStatus planned, WriteSet writes) {
        return write(image, planned, writes, Check.NOTHING);
    }

    /** The same, if under the locks a check finds nothing against it. */
    WriteOutcome write(ImageReference image, FileStatus planned, WriteSet writes, Check check) {
        try {
            long intent = ledger.intend(image, writes);
            return new HeaderReplacement(image.path(), planned, writes, check, intent, ledger, opener).run();
        } catch (IOException error) {
            return new WriteOutcome.Failed(
                    Problem.error("journal-failed", "nothing was written: " + SystemAnswer.describe(error)));
        }
    }
}
