package io.cowhand.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.apply.ImageWriter;
import io.cowhand.apply.PlannedWrite;
import io.cowhand.apply.RunJournal;
import io.cowhand.apply.WriteOutcome;
import io.cowhand.bytes.Bytes;
import io.cowhand.bytes.SectorWrite;
import io.cowhand.fleet.ImageResult;
import io.cowhand.image.ImageReference;
import io.cowhand.inspect.HeaderReader;
import io.cowhand.inspect.ReadResult;
import io.cowhand.journal.Journal;
import io.cowhand.journal.JournalException;
import io.cowhand.journal.RecordedRun;
import io.cowhand.journal.StateDirectory;
import io.cowhand.os.MountPolicy;
import io.cowhand.os.SystemCalls.TrailingLink;
import io.cowhand.plan.ImagePlan;
import io.cowhand.plan.Planner;
import io.cowhand.qcow2.HeaderCodec;
import io.cowhand.testing.Exchange;
import io.cowhand.testing.FileState;
import io.cowhand.testing.FirstCluster;
import io.cowhand.testing.Journaled;
import io.cowhand.testing.Requires;
import io.cowhand.testing.Shell;
import io.cowhand.testing.Steps;
import io.cowhand.undo.UndoClass;
import io.cowhand.undo.UndoTerms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Somebody exchanges files and folders while they are worked on; {@code -Dexchanges.rounds=…} goes on for longer.
 *
 * <p>How often that happens is up to the scheduler, so each test goes on until it has happened often enough.
 */
@Tag("slow")
@Timeout(240)
class ExchangedFilesTest {

    private static final int ROUNDS = Integer.getInteger("exchanges.rounds", 60);
    private static final int NOBODY = 65534;

    @TempDir
    private Path folder;

    private Path fleet;
    private Path victims;
    private Journaled runs;

    @BeforeEach
    void make() throws IOException {
        fleet = Files.createDirectory(folder.resolve("fleet"));
        victims = Files.createDirectory(folder.resolve("victims"));
        runs = new Journaled(folder);
    }

    private static Path image(Path path) throws IOException {
        FirstCluster.v3(12)
                .extension(FirstCluster.BACKING_FORMAT, "qcow2")
                .extension(FirstCluster.UNKNOWN, "x".repeat(500))
                .end()
                .name("/old/base")
                .write(path, 5 * 4096);
        return path;
    }

    /** What there is in the place of an image, in turn with it. */
    @ParameterizedTest
    @ValueSource(strings = {"fifo", "link", "twin", "device", "folder"})
    void noOtherFileIsEverWrittenAndNothingWaits(String kind) throws Exception {
        Path image = image(fleet.resolve("a.qcow2"));
        Path victim = image(victims.resolve("victim.qcow2"));
        Path other = fleet.resolve("other");
        switch (kind) {
            case "fifo" -> Shell.run("mkfifo", other.toString());
            case "link" -> Files.createSymbolicLink(other, victim);
            case "twin" -> image(other);
            case "device" -> Files.createSymbolicLink(other, Path.of("/dev/full"));
            default -> Files.createDirectory(other);
        }
        FileState found = FileState.of(victim);
        Set<Class<?>> seen = new HashSet<>();
        long exchanges = 0;
        for (int round = 0;
                round < ROUNDS
                        || exchanges <= 10L * ROUNDS
                        || seen.size() < 2
                        || !seen.contains(WriteOutcome.Applied.class);
                round++) {
            // Planned while it is in its place: only what reads may wait for a FIFO, until its time limit.
            PlannedWrite write = plan(image, "/new/" + "x".repeat(round % 5) + round + "/base");
            try (Exchange exchange = Exchange.of(image, other);
                    RunJournal journal = new RunJournal(runs.state(), runs.metadata())) {
                seen.add(new ImageWriter(journal).write(write).getClass());
                journal.end();
                exchanges += exchange.count();
            }
            assertThat(HeaderCodec.isMarked(FileState.content(image))).isFalse();
            assertThat(seen).doesNotContain(WriteOutcome.Failed.class);
        }
        assertThat(FileState.of(victim)).isEqualTo(found);
        if (kind.equals("twin")) {
            assertThat(FileState.of(other).content()).isEqualTo(found.content());
        }
        assertThat(runs.recover()).isEmpty();
    }

    private static PlannedWrite plan(Path image, String name) {
        ReadResult.Readable read = (ReadResult.Readable) HeaderReader.SYSTEM.read(new ImageReference(image));
        ImagePlan.Edit edit = (ImagePlan.Edit)
                new Planner(Steps.of("{op: replace-backing, pattern: '.+', replacement: " + name + "}"))
                        .plan(read.facts());
        return new PlannedWrite(
                new ImageReference(image), read.file(), TrailingLink.REFUSED, edit.writes(), edit.undo());
    }

    /** A run of a foreign state directory is about an image that nobody asked to be written. */
    @Test
    @Requires(root = true)
    void noForeignJournalIsEverBelievedWhereItsFolderIsExchangedForOnesOwn() throws IOException {
        Path victim = image(victims.resolve("victim.qcow2"));
        Path mine = Files.createDirectory(folder.resolve("mine"));
        Path foreign = Files.createDirectory(folder.resolve("foreign"));
        new StateDirectory(mine).prepare();
        Bytes marked = half(new Journaled(foreign, foreign), victim);
        own(foreign);
        FileState found = FileState.of(victim);
        assertThat(found.content().slice(0, 512)).isEqualTo(marked);

        int refused = 0;
        try (Exchange exchange = Exchange.of(mine, foreign)) {
            for (int round = 0; round < 10 * ROUNDS || exchange.count() <= ROUNDS || refused == 0; round++) {
                List<ImageResult> results = new ArrayList<>();
                try {
                    new RecoveryRun(new StateDirectory(mine), MountPolicy.TRUSTED, results::add).run();
                } catch (JournalException untrusted) {
                    refused++;
                }
                assertThat(results).isEmpty();
            }
        }
        assertThat(FileState.of(victim)).isEqualTo(found);
    }

    /** Leaves an image half written, with a journal that explains it. */
    private static Bytes half(Journaled of, Path image) throws IOException {
        Bytes window = FileState.content(image).slice(0, 512);
        Bytes wide = FileState.content(image).slice(0, 1024);
        SectorWrite writes = SectorWrite.between(
                wide, wide.with(100, Bytes.of(wide.u8(100) ^ 1)).with(900, Bytes.of(1)), HeaderCodec.mark(window));
        try (Journal journal = of.state().begin(of.metadata())) {
            journal.recordIntents(
                    List.of(Journaled.write("victim", image, writes, new UndoTerms(UndoClass.ANYTIME, false))));
        }
        Bytes marked = writes.change().marked();
        byte[] content = Files.readAllBytes(image);
        marked.asBuffer().get(content, 0, 512);
        Files.write(image, content);
        return marked;
    }

    private static void own(Path path) throws IOException {
        try (var all = Files.walk(path)) {
            for (Path each : all.toList()) {
                Files.setAttribute(each, "unix:uid", NOBODY);
            }
        }
    }

    /** A recovered image may have been exchanged for anything. */
    @ParameterizedTest
    @ValueSource(strings = {"fifo", "link", "device"})
    void recoveryWritesToNothingButTheImage(String kind) throws IOException {
        Path image = image(fleet.resolve("a.qcow2"));
        Path victim = image(victims.resolve("victim.qcow2"));
        Bytes before = FileState.content(image);
        Path other = fleet.resolve("other");
        switch (kind) {
            case "fifo" -> Shell.run("mkfifo", other.toString());
            case "link" -> Files.createSymbolicLink(other, victim);
            default -> Files.createSymbolicLink(other, Path.of("/dev/full"));
        }
        int restored = 0;
        for (int round = 0; round < ROUNDS / 10 || restored == 0; round++) {
            half(runs, image);
            byte[] half = Files.readAllBytes(image);
            Files.write(victim, half);
            FileState found = FileState.of(victim);
            try (Exchange exchange = Exchange.of(image, other)) {
                runs.recover();
                assertThat(exchange.count()).isPositive();
            }
            restored += FileState.content(image).equals(before) ? 1 : 0;
            assertThat(FileState.of(victim)).isEqualTo(found);
            for (RecordedRun run : runs.state().runs()) {
                run.delete();
            }
            byte[] whole = new byte[before.length()];
            before.asBuffer().get(whole);
            Files.write(image, whole);
        }
    }
}
