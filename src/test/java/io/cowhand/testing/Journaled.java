package io.cowhand.testing;

import io.cowhand.apply.ImageWriter;
import io.cowhand.apply.LaterRuns;
import io.cowhand.apply.Rollback;
import io.cowhand.apply.RollbackAssumptions;
import io.cowhand.apply.RunJournal;
import io.cowhand.bytes.Bytes;
import io.cowhand.bytes.SectorWrite;
import io.cowhand.fleet.ImageResult;
import io.cowhand.image.ImageReference;
import io.cowhand.journal.Intent;
import io.cowhand.journal.Journal;
import io.cowhand.journal.Outcome;
import io.cowhand.journal.RecordedRun;
import io.cowhand.journal.RunMetadata;
import io.cowhand.journal.StateDirectory;
import io.cowhand.os.Boot;
import io.cowhand.os.FileId;
import io.cowhand.os.FileStatus;
import io.cowhand.os.LinuxCalls;
import io.cowhand.os.MountPolicy;
import io.cowhand.os.SystemCalls.TrailingLink;
import io.cowhand.plan.Planner;
import io.cowhand.qcow2.HeaderCodec;
import io.cowhand.run.RecipeJob;
import io.cowhand.run.RecoveryRun;
import io.cowhand.run.RollbackJob;
import io.cowhand.undo.UndoClass;
import io.cowhand.undo.UndoTerms;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs with a journal, one image each, within the tests' own process. */
public final class Journaled {

    private final Path folder;
    private final StateDirectory state;
    private int runs;

    /** Runs whose journals are in a folder. */
    public Journaled(Path folder) throws IOException {
        this(folder, folder.resolve("state"));
    }

    /** Runs whose journals are in a state directory. */
    public Journaled(Path folder, Path directory) throws IOException {
        this.folder = folder;
        state = new StateDirectory(folder.resolve(directory));
        state.prepare();
    }

    /** Where the journals are. */
    public StateDirectory state() {
        return state;
    }

    /** The head of a run; they are in order. */
    public RunMetadata metadata() {
        runs++;
        return new RunMetadata(
                String.format("run-%04d", runs),
                Instant.now(),
                "tester",
                Optional.empty(),
                "host",
                Boot.id(),
                "1",
                List.of(),
                "apply",
                "r.yaml",
                "r",
                "",
                Map.of(),
                Optional.empty(),
                Optional.empty());
    }

    /** Does steps to an image. */
    public ImageResult apply(Path image, String... steps) throws IOException {
        try (RunJournal journal = new RunJournal(state, metadata())) {
            ImageResult result = new RecipeJob(
                            new Planner(Steps.of(steps)),
                            false,
                            MountPolicy.ofMounts(),
                            Optional.of(new ImageWriter(journal)))
                    .run(new ImageReference(image));
            journal.end();
            return result;
        }
    }

    /** Makes a run that is interrupted before it writes to any of some images in the folder, which need not exist. */
    public void interrupt(String... images) throws IOException {
        SectorWrite writes =
                SectorWrite.between(Bytes.zeros(512), Bytes.zeros(512).with(0, Bytes.of(1)), Bytes.zeros(8));
        List<Journal.Write> all = new ArrayList<>();
        for (String image : images) {
            all.add(new Journal.Write(
                    image,
                    folder.resolve(image).toUri().toString(),
                    new FileId(0, 0),
                    TrailingLink.REFUSED,
                    writes,
                    new UndoTerms(UndoClass.ANYTIME, false),
                    all.size() + 1));
        }
        try (Journal journal = state.begin(metadata())) {
            journal.recordIntents(all);
        }
    }

    /**
     * Makes a run that is interrupted while it replaces a header of several sectors: the image is half written.
     *
     * @param after the header's window as it is to be
     */
    public void interrupt(Path image, Bytes after) throws IOException {
        Bytes before = FileState.content(image).slice(0, after.length());
        SectorWrite writes = SectorWrite.between(before, after, HeaderCodec.mark(before));
        try (Journal journal = state.begin(metadata())) {
            journal.recordIntents(List.of(write(
                    folder.relativize(image).toString(), image, writes, new UndoTerms(UndoClass.ANYTIME, false))));
        }
        try (FileChannel channel = FileChannel.open(image, StandardOpenOption.WRITE)) {
            channel.write(writes.change().marked().asBuffer(), 0);
        }
    }

    /** The last run. */
    public RecordedRun last() throws IOException {
        List<RecordedRun> all = state.runs();
        return all.get(all.size() - 1);
    }

    /** What a run writes to an image, as its journal records it. */
    public static Journal.Write write(String shown, Path image, SectorWrite writes, UndoTerms undo) throws IOException {
        FileStatus file = FileStatus.of(image);
        return new Journal.Write(shown, image.toUri().toString(), file.id(), TrailingLink.REFUSED, writes, undo, 1);
    }

    /** Takes a run back; it must have written one image. */
    public ImageResult rollback(RecordedRun run) throws IOException {
        return rollback(run, RollbackAssumptions.none(true));
    }

    /** Takes a run back that wrote one image. */
    public ImageResult rollback(RecordedRun run, RollbackAssumptions vouching) throws IOException {
        List<RollbackJob.Written> written = new ArrayList<>();
        run.forEach((intent, outcome) -> outcome.filter(known -> known.kind() == Outcome.Kind.WRITTEN)
                .ifPresent(known -> written.add(new RollbackJob.Written(intent, known))));
        if (written.size() != 1) {
            throw new AssertionError(written);
        }
        try (RunJournal journal = new RunJournal(state, metadata())) {
            ImageResult result = new RollbackJob(new Rollback(
                            MountPolicy.ofMounts(),
                            LinuxCalls.KERNEL,
                            vouching,
                            new LaterRuns(state, run.id(), Optional.of(journal.id())),
                            Optional.of(new ImageWriter(journal))))
                    .run(written.get(0));
            journal.end();
            return result;
        }
    }

    /** Recovers all interrupted runs. */
    public List<ImageResult> recover() throws IOException {
        List<ImageResult> results = new ArrayList<>();
        new RecoveryRun(state, MountPolicy.ofMounts(), results::add).run();
        return results;
    }

    /** The intents of a run. */
    public static List<Intent> intents(RecordedRun run) throws IOException {
        List<Intent> intents = new ArrayList<>();
        run.forEach((intent, outcome) -> intents.add(intent));
        return intents;
    }
}
