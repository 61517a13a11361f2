package io.cowhand.apply;

import io.cowhand.bytes.Bytes;
import io.cowhand.bytes.WriteSet;
import io.cowhand.journal.Intent;
import io.cowhand.journal.Journal;
import io.cowhand.journal.Outcome;
import io.cowhand.os.FileStatus;
import io.cowhand.os.SystemAnswer;
import io.cowhand.problem.Problem;
import io.cowhand.target.ImageReference;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds out what became of the images that a run meant to write when it was cut off, and puts back the old sectors of those
 * that are torn. An image that somebody else wrote since is left alone: old bytes would break it.
 */
public final class Recovery {

    private Recovery() {}

    /** What an image turned out to be. */
    public sealed interface Finding {}

    /** Nothing of it had been written. */
    public record NotBegun() implements Finding {}

    /** All of it had been written. */
    public record Done() implements Finding {}

    /** It was torn, and the old sectors have been put back. */
    public record PutBack() implements Finding {}

    /** Somebody else wrote since; it was left as it is. */
    public record Conflict(Problem problem) implements Finding {}

    /** It cannot be looked at now. */
    public record Unresolved(Problem problem) implements Finding {}

    /** An image and what it turned out to be. */
    public record Found(Intent intent, Finding finding) {}

    /**
     * Looks at every image of which the journal does not say what became of it, and notes what is found.
     *
     * @param journal of a run whose process is gone
     * @param mounts where images must not be written
     * @throws IOException when the journal cannot be read, or written
     */
    public static List<Found> recover(Journal journal, LocalLocks mounts) throws IOException {
        List<Intent> open = new ArrayList<>();
        journal.forEach((intent, outcome) -> {
            if (isOpen(outcome)) {
                open.add(intent);
            }
        });
        List<Found> all = new ArrayList<>();
        for (Intent intent : open) {
            Finding finding = find(intent, mounts);
            Optional<Outcome> outcome = outcome(intent.number(), finding);
            if (outcome.isPresent()) {
                journal.outcome(outcome.get());
            }
            all.add(new Found(intent, finding));
        }
        journal.sync();
        return all;
    }

    /** The intents that are open about an image, by its path or URI. */
    public static List<Intent> open(Journal journal, String image) throws IOException {
        List<Intent> open = new ArrayList<>();
        journal.forEach((intent, outcome) -> {
            if (isOpen(outcome) && (intent.image().equals(image) || intent.uri().equals(image))) {
                open.add(intent);
            }
        });
        return open;
    }

    /** Notes that nobody needs to know what became of images. */
    public static void forget(Journal journal, List<Intent> intents) throws IOException {
        for (Intent intent : intents) {
            journal.outcome(Outcome.of(intent.number(), Outcome.Kind.FORGOTTEN));
        }
        journal.end();
    }

    private static boolean isOpen(Optional<Outcome> outcome) {
        return outcome.filter(known -> known.kind().isFinal()).isEmpty();
    }

    private static Optional<Outcome> outcome(long number, Finding finding) {
        if (finding instanceof NotBegun) {
            return Optional.of(Outcome.of(number, Outcome.Kind.NOT_WRITTEN));
        }
        if (finding instanceof Done) {
            // When it was written is not known any more: whoever wrote since then does not show.
            return Optional.of(Outcome.of(number, Outcome.Kind.WRITTEN));
        }
        if (finding instanceof PutBack) {
            return Optional.of(Outcome.of(number, Outcome.Kind.PUT_BACK));
        }
        return finding instanceof Conflict ? Optional.of(Outcome.of(number, Outcome.Kind.CONFLICT)) : Optional.empty();
    }

    /** The image of an intent; by its name alone where the URI cannot be one. */
    public static ImageReference image(Intent intent) {
        try {
            return Rollback.image(intent);
        } catch (IllegalArgumentException | FileSystemNotFoundException notAPath) {
            return new ImageReference(Path.of(intent.image().replace("\0", "\ufffd")));
        }
    }

    private static Finding find(Intent intent, LocalLocks mounts) {
        try {
            Path path = Rollback.image(intent).path();
            Optional<Problem> objection = mounts.objection(FileStatus.ofRegular(path));
            if (objection.isPresent()) {
                return new Unresolved(objection.get());
            }
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                if (ImageLocks.take(channel) != ImageLocks.Taking.TAKEN) {
                    return new Unresolved(
                            Problem.error("locked", "another program, such as a virtual machine, has the image open"));
                }
                return find(intent, channel);
            }
        } catch (IOException error) {
            return new Unresolved(Problem.error("unreadable", SystemAnswer.describe(error)));
        } catch (IllegalArgumentException | FileSystemNotFoundException notAPath) {
            return new Unresolved(Problem.error("unreadable", "the journal's name of the image cannot be one"));
        }
    }

    /** The table of what an image may hold, sector by sector. */
    private static Finding find(Intent intent, FileChannel channel) throws IOException {
        Bytes window = HeaderReplacement.window(channel, intent.windowLength());
        if (window.length() < intent.windowLength()) {
            return new Conflict(Problem.error("changed-since", "the image is shorter than it was"));
        }
        Bytes sectors = intent.sectors(window);
        if (sectors.equals(intent.before())) {
            return new NotBegun();
        }
        if (sectors.equals(intent.after())) {
            return new Done();
        }
        if (!isMixed(intent, sectors) || !intent.isRestOf(window)) {
            return new Conflict(Problem.error(
                    "changed-since", "somebody else has written to the header since the run was cut off"));
        }
        HeaderReplacement.write(channel, intent.offset(), intent.before());
        channel.force(false);
        if (!intent.sectors(HeaderReplacement.window(channel, intent.windowLength()))
                .equals(intent.before())) {
            throw new IOException("the old header that was put back is not what is read back");
        }
        return new PutBack();
    }

    private static boolean isMixed(Intent intent, Bytes sectors) {
        for (int at = 0; at < sectors.length(); at += WriteSet.SECTOR) {
            Bytes sector = sectors.slice(at, at + WriteSet.SECTOR);
            if (!sector.equals(intent.before().slice(at, at + WriteSet.SECTOR))
                    && !sector.equals(intent.after().slice(at, at + WriteSet.SECTOR))) {
                return false;
            }
        }
        return true;
    }
}
