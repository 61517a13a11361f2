package io.cowhand.apply;

import io.cowhand.bytes.Bytes;
import io.cowhand.bytes.UndoClass;
import io.cowhand.bytes.WriteSet;
import io.cowhand.journal.Intent;
import io.cowhand.journal.Outcome;
import io.cowhand.os.FileStatus;
import io.cowhand.os.SystemAnswer;
import io.cowhand.problem.Problem;
import io.cowhand.target.ImageReference;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * Puts back what one image held before a run, where that would still be true of the data: by the undo class, while the
 * window is what the run wrote, or only while the whole image is untouched since.
 */
public final class Rollback {

    private final LocalLocks mounts;
    private final Optional<ImageWriter> writer;

    /**
     * A rollback.
     *
     * @param mounts where images must not be written
     * @param writer writes; nothing for a dry run
     */
    public Rollback(LocalLocks mounts, Optional<ImageWriter> writer) {
        this.mounts = mounts;
        this.writer = writer;
    }

    /** What comes of an image. */
    public sealed interface Result {}

    /** The old header is there again, or would be in a dry run. */
    public record Restored() implements Result {}

    /** The old header is there already. */
    public record AlreadyThere() implements Result {}

    /** The old header must not go back; the image was left as it is. */
    public record Conflict(Problem problem) implements Result {}

    /** The image could not be looked at, or written. */
    public record NotDone(WriteOutcome.NotWritten outcome) implements Result {}

    /** Puts one image back. */
    public Result run(Intent intent, Outcome written) {
        ImageReference image = image(intent);
        Bytes window;
        FileStatus file;
        try {
            file = FileStatus.ofRegular(image.path());
            window = window(image.path(), intent.windowLength());
        } catch (IOException error) {
            return new NotDone(new WriteOutcome.Gone(Problem.error("unreadable", SystemAnswer.describe(error))));
        }
        boolean isWhole = window.length() == intent.windowLength();
        if (!isWhole || !intent.isRestOf(window)) {
            return new Conflict(changed());
        }
        if (intent.sectors(window).equals(intent.before())) {
            return new AlreadyThere();
        }
        if (!intent.sectors(window).equals(intent.after())) {
            return new Conflict(changed());
        }
        try {
            Optional<Problem> objection = objection(intent, written, file);
            if (objection.isPresent()) {
                return new Conflict(objection.get());
            }
            Optional<Problem> mount = mounts.objection(file);
            if (mount.isPresent()) {
                return new NotDone(new WriteOutcome.Failed(mount.get()));
            }
        } catch (IOException error) {
            return new NotDone(new WriteOutcome.Gone(Problem.error("unreadable", SystemAnswer.describe(error))));
        }
        return writer.isEmpty() ? new Restored() : write(writer.get(), image, file, intent, written, window);
    }

    private static Result write(
            ImageWriter writer, ImageReference image, FileStatus file, Intent intent, Outcome written, Bytes window) {
        WriteSet back = WriteSet.between(
                window, window.with(intent.offset(), intent.before()), intent.undo(), intent.hasExternalData());
        // Looked at again under the locks: a guest may have begun to write since.
        WriteOutcome outcome = writer.write(
                new PlannedWrite(image, file, back), path -> objection(intent, written, FileStatus.of(path)));
        if (outcome instanceof WriteOutcome.Applied) {
            return new Restored();
        }
        if (outcome instanceof WriteOutcome.AlreadyThere) {
            return new AlreadyThere();
        }
        return outcome instanceof WriteOutcome.Stale stale
                ? new Conflict(stale.problem())
                : new NotDone((WriteOutcome.NotWritten) outcome);
    }

    /** Why the old header may not be true of the data any more. */
    private static Optional<Problem> objection(Intent intent, Outcome written, FileStatus file) {
        if (intent.undo() == UndoClass.ANYTIME) {
            return Optional.empty();
        }
        if (intent.hasExternalData()) {
            return Optional.of(Problem.error(
                    "not-untouched",
                    "the image has an external data file, which may have changed since; the old header may not be true of"
                            + " it any more"));
        }
        if (written.mtime() == Outcome.UNKNOWN) {
            return Optional.of(Problem.error(
                    "not-untouched",
                    "it is not known exactly when the run wrote this image, as it was cut off then, or the file system tells"
                            + " no finer than seconds; so it is not known whether anybody wrote to it since"));
        }
        return file.size() == written.size() && file.mtime() == written.mtime()
                ? Optional.empty()
                : Optional.of(Problem.error(
                        "not-untouched",
                        "somebody has written to the image since, so that the old header may not be true of its data any"
                                + " more"));
    }

    private static Problem changed() {
        return Problem.error("changed-since", "the header is not what the run wrote; somebody has written to it since");
    }

    private static Bytes window(Path path, int length) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return HeaderReplacement.window(channel, length);
        }
    }

    /** The image of an intent. */
    public static ImageReference image(Intent intent) {
        URI uri = URI.create(intent.uri());
        if (!"file".equals(uri.getScheme())) {
            throw new IllegalArgumentException("no file: URI");
        }
        return new ImageReference(Path.of(uri));
    }
}
