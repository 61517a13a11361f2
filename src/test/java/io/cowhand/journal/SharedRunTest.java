package io.cowhand.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cowhand.bytes.Bytes;
import io.cowhand.bytes.SectorWrite;
import io.cowhand.os.FileId;
import io.cowhand.os.SystemCalls.TrailingLink;
import io.cowhand.undo.UndoClass;
import io.cowhand.undo.UndoTerms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that many machines share, each with a journal for each attempt at a part. */
class SharedRunTest {

    private static final RunMetadata HEAD = new RunMetadata(
            "20261124T080000.000Z-abc234",
            Instant.parse("2026-11-24T08:00:00Z"),
            "root",
            Optional.empty(),
            "driver",
            "boot",
            "1.0",
            List.of(),
            "apply",
            "r.yaml",
            "r",
            "00",
            Map.of(),
            Optional.empty(),
            Optional.of("why"));

    @TempDir
    private Path folder;

    private StateDirectory state;

    @BeforeEach
    void prepare() throws IOException {
        state = new StateDirectory(folder.resolve("state"));
        state.prepare();
        try (Journal head = state.begin(HEAD)) {
            head.end();
        }
    }

    private static Journal.Write write(long ordinal) {
        SectorWrite writes =
                SectorWrite.between(Bytes.zeros(512), Bytes.zeros(512).with(0, Bytes.of(1)), Bytes.zeros(8));
        return new Journal.Write(
                "image-" + ordinal,
                "file:///image-" + ordinal,
                new FileId(1, ordinal),
                TrailingLink.REFUSED,
                writes,
                new UndoTerms(UndoClass.ANYTIME, false),
                ordinal);
    }

    /** Records an attempt that means to write some images, and what became of them; it ends unless it is cut off. */
    private void attempt(long place, String boot, boolean ends, Outcome.Kind... kinds) throws IOException {
        try (Journal journal = state.beginPart(HEAD, place, "host", boot)) {
            for (int i = 0; i < kinds.length; i++) {
                long number = journal.recordIntents(List.of(write(place + i)));
                journal.recordOutcome(Outcome.of(number, kinds[i]));
            }
            if (ends) {
                journal.end();
            } else {
                journal.sync();
            }
        }
    }

    private RecordedRun run() throws IOException {
        assertThat(state.runs()).hasSize(1);
        return state.runs().get(0);
    }

    @Test
    void anIdOfAPartNamesItsRunItsPlaceAndItsAttempt() {
        JournalId id = JournalId.of(HEAD.run(), 12_001, 2);
        assertThat(id).hasToString("20261124T080000.000Z-abc234+000000012001-002");
        assertThat(JournalId.parse(id.toString())).isEqualTo(id);
        assertThat(JournalId.parse(HEAD.run())).isEqualTo(new JournalId(HEAD.run(), Optional.empty()));
        assertThat(JournalId.parse("a+b").part()).isEmpty();
    }

    @Test
    void theJournalsAreOneRun() throws IOException {
        attempt(1001, "boot", true, Outcome.Kind.WRITTEN);
        attempt(1, "boot", true, Outcome.Kind.WRITTEN, Outcome.Kind.NOT_WRITTEN);

        JournalSummary summary = run().summary();
        assertThat(run().id()).isEqualTo(HEAD.run());
        assertThat(summary.metadata()).contains(HEAD);
        assertThat(summary.ended()).isTrue();
        assertThat(summary.intents()).isEqualTo(3);
        assertThat(summary.written()).isEqualTo(2);
        List<String> images = new ArrayList<>();
        run().forEachInOrder((intent, outcome) -> images.add(intent.image()));
        assertThat(images).containsExactly("image-1", "image-2", "image-1001");
    }

    @Test
    void anImageThatAnotherAttemptWroteCountsOnce() throws IOException {
        attempt(1, "boot", false, Outcome.Kind.WRITTEN, Outcome.Kind.RESTORED, Outcome.Kind.NOT_WRITTEN);
        assertThat(run().summary().ended()).isFalse();
        attempt(1, "boot", true);
        attempt(1, "boot", true, Outcome.Kind.WRITTEN);

        assertThat(state.attempts(HEAD.run(), 1)).hasSize(3);
        assertThat(run().summary().intents()).isEqualTo(3);
        List<String> results = new ArrayList<>();
        run().forEachInOrder((intent, outcome) ->
                results.add(intent.image() + " " + outcome.map(Outcome::kind).orElseThrow()));
        assertThat(results)
                .containsExactly("image-1 WRITTEN", "image-1 WRITTEN", "image-2 RESTORED", "image-3 NOT_WRITTEN");
    }

    @Test
    void aRunOfSeveralBootsIsOfNone() throws IOException {
        attempt(1, "boot", true, Outcome.Kind.WRITTEN);
        assertThat(run().summary().metadata().orElseThrow().boot()).isEqualTo("boot");
        attempt(1001, "other boot", true, Outcome.Kind.WRITTEN);
        assertThat(run().summary().metadata().orElseThrow().boot()).isEmpty();
    }

    @Test
    void aPartWhoseHeadIsDamagedMayBeOfAnotherBoot() throws IOException {
        attempt(1, "boot", true, Outcome.Kind.WRITTEN);
        attempt(1001, "boot", true, Outcome.Kind.WRITTEN);
        Path part = state.attempts(HEAD.run(), 1001).get(0).file();
        byte[] content = Files.readAllBytes(part);

        content[600] ^= 1;
        Files.write(part, content);
        assertThat(run().summary().metadata().orElseThrow().boot()).isEmpty();
    }

    @Test
    void aPartNeedsTheJournalOfItsRun() throws IOException {
        StateDirectory other = new StateDirectory(folder.resolve("other"));
        assertThatThrownBy(() -> other.beginPart(HEAD, 1, "executor", "boot"))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("on host executor")
                .hasMessageContaining("must be on storage that all hosts share");
        assertThat(folder.resolve("other")).doesNotExist();
    }

    @Test
    void anAttemptIsLiveUntilItEnds() throws IOException {
        try (Journal journal = state.beginPart(HEAD, 1, "host", "boot")) {
            assertThat(JournalId.parse(journal.run()).part()).contains(new JournalId.Part(1, 1));
            assertThat(state.attempts(HEAD.run(), 1).get(0).isLive()).isTrue();
        }
        assertThat(state.attempts(HEAD.run(), 1).get(0).isLive()).isFalse();
    }

    /** An attempt that is killed at its beginning leaves a file without a record. */
    @Test
    void aFileThatAKilledAttemptLeftTakesNoNumber() throws IOException {
        Path left =
                Files.createFile(folder.resolve("state/runs").resolve(JournalId.of(HEAD.run(), 1, 1) + ".journal.new"));
        attempt(1, "boot", true, Outcome.Kind.WRITTEN);
        assertThat(state.attempts(HEAD.run(), 1))
                .extracting(RecordedJournal::id)
                .containsExactly(JournalId.of(HEAD.run(), 1, 1).toString());
        assertThat(left).isEmptyFile();
        assertThat(run().summary().written()).isEqualTo(1);
    }

    @Test
    void filesThatAreLeftAreRemovedADayLater() throws IOException {
        Path runs = folder.resolve("state/runs");
        JournalId id = JournalId.of(HEAD.run(), 1, 1);
        for (String left : List.of(id + ".journal.new", id + ".2.journal.new")) {
            Files.setLastModifiedTime(
                    Files.createFile(runs.resolve(left)),
                    FileTime.from(Instant.now().minus(Duration.ofDays(2))));
        }
        state.prepare();
        try (Stream<Path> files = Files.list(runs)) {
            assertThat(files).extracting(Path::getFileName).containsExactly(Path.of(HEAD.run() + ".journal"));
        }
    }

    @Test
    void aRunIsRemovedWithAllItsJournals() throws IOException {
        attempt(1, "boot", true, Outcome.Kind.WRITTEN);
        run().delete();
        assertThat(state.runs()).isEmpty();
        assertThat(folder.resolve("state/runs")).isEmptyDirectory();
    }
}
