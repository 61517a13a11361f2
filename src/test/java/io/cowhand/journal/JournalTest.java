package io.cowhand.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cowhand.bytes.Bytes;
import io.cowhand.bytes.UndoClass;
import io.cowhand.bytes.WriteSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    private static final WriteSet WRITES = WriteSet.between(
            Bytes.zeros(4096), Bytes.zeros(4096).with(700, Bytes.utf8("new")), UndoClass.UNTOUCHED, true);
    private static final Head HEAD = new Head(
            "20261124T080000Z-abc234",
            Instant.parse("2026-11-24T08:00:00.123456Z"),
            "root",
            Optional.of("amélie"),
            "host",
            "1.0",
            List.of("apply", "r.yaml"),
            "apply",
            "r.yaml",
            "move \"it\"",
            "00ff",
            Optional.empty(),
            Optional.of("a reason\n"));

    @TempDir
    private Path folder;

    private StateDirectory state;

    @BeforeEach
    void prepare() throws IOException {
        state = new StateDirectory(folder.resolve("state"));
        state.prepare();
    }

    private RecordedRun run() throws IOException {
        assertThat(state.runs()).hasSize(1);
        return state.runs().get(0);
    }

    private Map<Long, Optional<Outcome>> outcomes() throws IOException {
        Map<Long, Optional<Outcome>> all = new TreeMap<>();
        run().forEach((intent, outcome) -> all.put(intent.number(), outcome));
        return all;
    }

    @Test
    void whatWasNotedIsReadAgain() throws IOException {
        Outcome written = new Outcome(1, Outcome.Kind.WRITTEN, 196_616, 1_700_000_000_123_456_789L);
        try (Journal journal = state.begin(HEAD)) {
            assertThat(journal.intend(List.of(new Journal.Write("a\n.qcow2", "file:///a%0A.qcow2", WRITES))))
                    .isEqualTo(1);
            journal.outcome(written);
            assertThat(journal.intend(List.of(new Journal.Write("b", "file:///b", WRITES))))
                    .isEqualTo(2);
            journal.end();
        }

        List<Intent> intents = new ArrayList<>();
        run().forEach((intent, outcome) -> intents.add(intent));
        Intent intent = intents.get(0);
        assertThat(intent.image()).isEqualTo("a\n.qcow2");
        assertThat(intent.uri()).isEqualTo("file:///a%0A.qcow2");
        assertThat(intent.undo()).isEqualTo(UndoClass.UNTOUCHED);
        assertThat(intent.hasExternalData()).isTrue();
        assertThat(intent.offset()).isEqualTo(512);
        assertThat(intent.before()).isEqualTo(Bytes.zeros(512));
        assertThat(intent.after()).isEqualTo(Bytes.zeros(512).with(188, Bytes.utf8("new")));
        assertThat(intent.isRestOf(WRITES.window())).isTrue();
        assertThat(intent.isRestOf(WRITES.result())).isTrue();
        assertThat(intent.isRestOf(WRITES.window().with(100, Bytes.of(1)))).isFalse();
        assertThat(intent.isRestOf(Bytes.zeros(8192))).isFalse();
        assertThat(outcomes()).containsExactly(Map.entry(1L, Optional.of(written)), Map.entry(2L, Optional.empty()));
        assertThat(run().glance()).isEqualTo(new Glance(Optional.of(HEAD), true, false, 2, 1, 1));
    }

    @Test
    void whereverTheEndIsCutOffTheRestIsRead() throws IOException {
        try (Journal journal = state.begin(HEAD)) {
            journal.intend(List.of(new Journal.Write("a", "file:///a", WRITES)));
            journal.outcome(new Outcome(1, Outcome.Kind.WRITTEN, 1, 2));
            journal.intend(List.of(new Journal.Write("b", "file:///b", WRITES)));
        }
        byte[] whole = Files.readAllBytes(run().file());
        Set<Long> seen = new HashSet<>();

        for (int length = whole.length; length >= 0; length--) {
            Files.write(run().file(), Arrays.copyOf(whole, length));
            Glance glance = run().glance();
            seen.add(glance.intents());
            assertThat(glance.written()).isEqualTo(glance.intents() == 2 ? 1 : glance.written());
            try (Journal journal = run().resume().orElseThrow()) {
                long number = journal.intend(List.of(new Journal.Write("c", "file:///c", WRITES)));
                assertThat(number).isEqualTo(glance.intents() + 1);
            }
            assertThat(run().glance().intents()).isEqualTo(glance.intents() + 1);
            assertThat(run().glance().written()).isEqualTo(glance.written());
        }
        assertThat(seen).containsExactlyInAnyOrder(0L, 1L, 2L);
    }

    @Test
    void aDamagedRecordIsLostButNoneBehindIt() throws IOException {
        try (Journal journal = state.begin(HEAD)) {
            journal.intend(List.of(new Journal.Write("a", "file:///a", WRITES)));
            journal.outcome(Outcome.of(1, Outcome.Kind.WRITTEN));
            journal.intend(List.of(new Journal.Write("b", "file:///b", WRITES)));
            journal.intend(List.of(new Journal.Write("c", "file:///c", WRITES)));
        }
        byte[] whole = Files.readAllBytes(run().file());
        Set<Long> intents = new HashSet<>();

        for (int at = 12; at < whole.length; at += 7) {
            byte[] broken = whole.clone();
            broken[at] ^= 0x10;
            Files.write(run().file(), broken);
            Glance glance = run().glance();
            intents.add(glance.intents());
            boolean isLast = glance.intents() == 2 && !glance.damaged();
            assertThat(glance.damaged() || isLast).as("at %d", at).isTrue();
            assertThat(glance.intents()).isGreaterThanOrEqualTo(2);
            try (Journal journal = run().resume().orElseThrow()) {
                assertThat(journal.intend(List.of(new Journal.Write("d", "file:///d", WRITES))))
                        .isEqualTo(isLast ? 3 : 4);
            }
            assertThat(run().glance().intents()).isEqualTo(glance.intents() + 1);
            assertThat(run().glance().written()).isEqualTo(glance.written());
        }
        assertThat(intents).containsExactlyInAnyOrder(2L, 3L);
    }

    @Test
    void whatIsNoJournalIsSaid() throws IOException {
        state.begin(HEAD).close();
        Files.write(run().file(), "COWHANDJ\0\0\0\2".getBytes("US-ASCII"));

        assertThatThrownBy(() -> run().glance()).isInstanceOf(JournalException.class);
    }

    @Test
    void manyThreadsShareSyncs() throws Exception {
        int threads = 16;
        int each = 50;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try (Journal journal = state.begin(HEAD)) {
            List<Future<?>> running = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                running.add(pool.submit(() -> {
                    for (int i = 0; i < each; i++) {
                        long number = journal.intend(List.of(new Journal.Write("image", "file:///image", WRITES)));
                        journal.outcome(new Outcome(number, Outcome.Kind.WRITTEN, number, -number));
                    }
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
            journal.sync();
            long[] known = new long[1];
            journal.forEach((intent, outcome) -> {
                assertThat(outcome)
                        .hasValueSatisfying(o -> assertThat(o.mtime()).isEqualTo(-intent.number()));
                known[0]++;
            });
            assertThat(known[0]).isEqualTo(threads * each);
        } finally {
            pool.shutdown();
        }
        assertThat(run().glance().written()).isEqualTo(threads * each);
    }

    @Test
    void aDirectoryThatCannotBeUsedIsSaid() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> new StateDirectory(file).prepare())
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("state directory");
        assertThat(new StateDirectory(folder.resolve("none")).runs()).isEmpty();
    }

    @Test
    void onlyTheOwnerMayReadWhatWasWritten() throws IOException {
        state.begin(HEAD).close();

        assertThat(Files.getPosixFilePermissions(run().file())).hasSize(2);
        assertThat(Files.getPosixFilePermissions(folder.resolve("state/runs"))).hasSize(3);
    }

    @Test
    void aRunThatIsAtWorkIsNotResumed() throws IOException {
        try (Journal journal = state.begin(HEAD)) {
            assertThat(run().resume()).isEmpty();
            journal.end();
        }
        Optional<Journal> resumed = run().resume();
        assertThat(resumed).isPresent();
        resumed.get().close();
    }
}
