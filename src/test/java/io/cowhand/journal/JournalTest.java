package io.cowhand.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cowhand.bytes.Bytes;
import io.cowhand.bytes.SectorWrite;
import io.cowhand.os.FileId;
import io.cowhand.os.SystemCalls.TrailingLink;
import io.cowhand.testing.Shell;
import io.cowhand.undo.UndoClass;
import io.cowhand.undo.UndoTerms;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    private static final Bytes MARK = Bytes.of(1, 2, 3, 4, 5, 6, 7, 8);
    private static final SectorWrite WRITES = SectorWrite.between(
            Bytes.zeros(4096), Bytes.zeros(4096).with(700, Bytes.utf8("new")).with(1700, Bytes.of(1)), MARK);
    private static final UndoTerms UNDO = new UndoTerms(UndoClass.UNTOUCHED, true);
    private static final RunMetadata HEAD = new RunMetadata(
            "20261124T080000Z-abc234",
            Instant.parse("2026-11-24T08:00:00.123456Z"),
            "root",
            Optional.of("amélie"),
            "host",
            "boot",
            "1.0",
            List.of("apply", "r.yaml"),
            "apply",
            "r.yaml",
            "move \"it\"",
            "00ff",
            Map.of(
                    "old",
                    "/mnt\n",
                    "more",
                    List.of(BigInteger.TWO.pow(64), true, Map.of("a", List.of(), "b", Map.of()))),
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

    /** The file that shows that a journal can be written is another run's at the same moment. */
    @Test
    void runsThatBeginAtTheSameMomentPrepareOneDirectory() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<Void>> runs = Stream.generate(() -> threads.submit(() -> {
                        for (int i = 0; i < 500; i++) {
                            state.prepare();
                        }
                        return (Void) null;
                    }))
                    .limit(2)
                    .toList();
            for (Future<Void> run : runs) {
                run.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    /** An image of its own for each last letter of its URI. */
    private static Journal.Write write(String image, String uri) {
        return write(image, uri, uri.charAt(uri.length() - 1));
    }

    private static Journal.Write write(String image, String uri, long ordinal) {
        return new Journal.Write(image, uri, new FileId(1L << 40, -1), TrailingLink.FOLLOWED, WRITES, UNDO, ordinal);
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
        Outcome written = new Outcome(1, Outcome.Kind.WRITTEN, 196_616, 1_700_000_000_123_456_789L, -5, 77);
        try (Journal journal = state.begin(HEAD)) {
            assertThat(journal.recordIntents(List.of(write("a\n.qcow2", "file:///a%0A.qcow2"))))
                    .isEqualTo(1);
            journal.recordOutcome(written);
            assertThat(journal.recordIntents(List.of(write("b", "file:///b")))).isEqualTo(2);
            journal.end();
        }

        List<Intent> intents = new ArrayList<>();
        run().forEach((intent, outcome) -> intents.add(intent));
        Intent intent = intents.get(0);
        assertThat(intent.image()).isEqualTo("a\n.qcow2");
        assertThat(intent.uri()).isEqualTo("file:///a%0A.qcow2");
        assertThat(intent.undo()).isEqualTo(UNDO);
        assertThat(intent.file()).isEqualTo(new FileId(1L << 40, -1));
        assertThat(intent.link()).isEqualTo(TrailingLink.FOLLOWED);
        assertThat(intent.change()).isEqualTo(WRITES.change());
        assertThat(intent.matchesRest(WRITES.window())).isTrue();
        assertThat(intent.matchesRest(WRITES.result())).isTrue();
        assertThat(intent.matchesRest(WRITES.window().with(4000, Bytes.of(1)))).isFalse();
        assertThat(intent.matchesRest(Bytes.zeros(8192))).isFalse();
        assertThat(outcomes()).containsExactly(Map.entry(1L, Optional.of(written)), Map.entry(2L, Optional.empty()));
        assertThat(run().summary()).isEqualTo(new JournalSummary(Optional.of(HEAD), true, Optional.empty(), 2, 1, 1));
    }

    private List<Long> ordinals() throws IOException {
        List<Long> ordinals = new ArrayList<>();
        run().forEachInOrder((intent, outcome) -> {
            ordinals.add(intent.ordinal());
            assertThat(intent.uri()).isEqualTo("file:///" + intent.ordinal());
            assertThat(outcome.map(Outcome::number).orElse(intent.number())).isEqualTo(intent.number());
        });
        return ordinals;
    }

    /** Records of 1.2 KiB, so that some begin in each part of a sector, and not all are in one block. */
    @Test
    void intentsComeInTheOrderOfTheImagesAsWell() throws IOException {
        List<Long> shuffled =
                new ArrayList<>(LongStream.rangeClosed(1, 700).boxed().toList());
        Collections.shuffle(shuffled, new Random(3));
        try (Journal journal = state.begin(HEAD)) {
            for (int i = 0; i < 700; i += 7) {
                long first = journal.recordIntents(shuffled.subList(i, i + 7).stream()
                        .map(ordinal -> write("image", "file:///" + ordinal, ordinal))
                        .toList());
                journal.recordOutcome(Outcome.of(first + 3, Outcome.Kind.WRITTEN));
            }
            journal.end();
        }
        assertThat(ordinals()).isSorted().hasSize(700);

        byte[] broken = Files.readAllBytes(run().file());
        broken[broken.length / 1024 * 512 + 100] ^= 1;
        Files.write(run().file(), broken);
        assertThat(ordinals()).isSorted().hasSizeBetween(680, 699);
    }

    @Test
    void ofAnImageThatIsTriedAgainTheLastAttemptCounts() throws IOException {
        try (Journal journal = state.begin(HEAD)) {
            journal.recordIntents(List.of(write("a", "file:///1", 1), write("b", "file:///2", 2)));
            journal.recordOutcome(Outcome.of(1, Outcome.Kind.NOT_WRITTEN));
            journal.recordOutcome(Outcome.of(2, Outcome.Kind.NOT_WRITTEN));
            journal.recordIntents(List.of(write("a", "file:///1", 1)));
            journal.recordOutcome(Outcome.of(3, Outcome.Kind.NOT_WRITTEN));
            journal.recordIntents(List.of(write("a", "file:///1", 1)));
            journal.recordOutcome(Outcome.of(4, Outcome.Kind.WRITTEN));
            journal.end();
        }

        assertThat(run().summary()).isEqualTo(new JournalSummary(Optional.of(HEAD), true, Optional.empty(), 2, 1, 0));
        List<Long> numbers = new ArrayList<>();
        run().forEachInOrder((intent, outcome) -> numbers.add(intent.number()));
        assertThat(numbers).containsExactly(4L, 2L);
    }

    @Test
    void aJournalWithoutOrdinalsIsReadInItsOwnOrder() throws IOException {
        state.begin(HEAD).close();
        List<ByteBuffer> records = new ArrayList<>();
        records.add(RecordCodec.encode(new JournalRecord.RunRecord(HEAD)));
        for (int number = 1; number <= 2; number++) {
            Intent intent =
                    Intent.of(write("image", "file:///" + number, 3 - number)).numbered(number);
            records.add(withoutLast(Long.BYTES, RecordCodec.encode(new JournalRecord.IntentRecord(intent))));
        }
        try (FileChannel channel = FileChannel.open(
                run().file(),
                StandardOpenOption.WRITE,
                StandardOpenOption.READ,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            channel.write(JournalSector.preamble(Bytes.utf8(HEAD.run())));
            new GroupCommitLog(channel, HEAD.run(), JournalSector.LENGTH, 1)
                    .append(records)
                    .sync();
        }

        assertThat(run().summary()).isEqualTo(new JournalSummary(Optional.of(HEAD), false, Optional.empty(), 2, 0, 2));
        assertThat(ordinals()).containsExactly(1L, 2L);
    }

    @Test
    void anOrdinalThatIsNotWholeIsNoIntent() {
        ByteBuffer record = RecordCodec.encode(new JournalRecord.IntentRecord(
                Intent.of(write("a", "file:///a")).numbered(1)));
        for (int missing = 1; missing < Long.BYTES; missing++) {
            assertThat(RecordCodec.decode(withoutLast(missing, record).position(Integer.BYTES)))
                    .isEmpty();
        }
        assertThat(RecordCodec.decode(record.position(Integer.BYTES).putLong(record.limit() - Long.BYTES, 0)))
                .isEmpty();
    }

    private static ByteBuffer withoutLast(int bytes, ByteBuffer record) {
        ByteBuffer shorter = ByteBuffer.allocate(record.limit() - bytes);
        shorter.put(record.duplicate().position(0).limit(shorter.limit()));
        return shorter.putInt(0, shorter.limit() - Integer.BYTES - 1).flip();
    }

    /** An interrupted run: two images in one batch, the outcome of the first, and another image. */
    private byte[] interrupted() throws IOException {
        try (Journal journal = state.begin(HEAD)) {
            journal.recordIntents(List.of(write("a", "file:///a"), write("b", "file:///b")));
            journal.recordOutcome(Outcome.of(1, Outcome.Kind.WRITTEN));
            journal.recordIntents(List.of(write("c", "file:///c")));
        }
        return Files.readAllBytes(run().file());
    }

    @Tag("slow")
    @Test
    void noTruncationGoesUnnoticed() throws IOException {
        byte[] whole = interrupted();
        int end = whole.length;
        while (whole[end - 1] == 0) {
            end--;
        }
        assertThat(run().summary().damage()).isEmpty();

        for (int length = 0; length < whole.length; length++) {
            Files.write(run().file(), Arrays.copyOf(whole, length));
            boolean endsWithZeros = length % 512 == 0 && length >= end + 512;
            assertThat(run().summary().damage().isEmpty())
                    .as("%d bytes", length)
                    .isEqualTo(endsWithZeros);
            if (!endsWithZeros && length % 97 == 0) {
                assertThatNothingIsAppended();
            }
        }
    }

    @Tag("slow")
    @Test
    void noFlippedBitGoesUnnoticed() throws IOException {
        byte[] whole = interrupted();
        Path file = run().file();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (int bit = 0; bit < 8 * whole.length; bit++) {
                byte flipped = (byte) (whole[bit / 8] ^ 1 << bit % 8);
                channel.write(ByteBuffer.wrap(new byte[] {flipped}), bit / 8);
                JournalSummary summary = run().summary();
                assertThat(summary.damage()).as("bit %d", bit).isPresent();
                assertThat(summary.unresolved()).isLessThanOrEqualTo(2);
                channel.write(ByteBuffer.wrap(whole, bit / 8, 1), bit / 8);
            }
        }
        assertThat(run().summary().damage()).isEmpty();
    }

    @Test
    void ofADamagedJournalWhatIsWholeIsReadAndNothingIsAppended() throws IOException {
        byte[] whole = interrupted();
        Set<Set<String>> images = new HashSet<>();

        for (int sector = 1; sector < whole.length / 512; sector++) {
            byte[] broken = whole.clone();
            broken[512 * sector + 300] ^= 0x10;
            Files.write(run().file(), broken);
            Set<String> found = new HashSet<>();
            run().forEach((intent, outcome) -> found.add(intent.image()));
            images.add(found);
            assertThatNothingIsAppended();
        }

        assertThat(images)
                .contains(Set.of("a", "b"), Set.of("b", "c"), Set.of("a", "b", "c"))
                .allMatch(found -> found.size() >= 1);
    }

    private void assertThatNothingIsAppended() throws IOException {
        byte[] found = Files.readAllBytes(run().file());
        try (Journal journal = run().journals().get(0).resume().orElseThrow()) {
            assertThat(journal.damage()).isPresent();
            journal.recordOutcome(Outcome.of(1, Outcome.Kind.WRITTEN));
            journal.end();
            assertThatThrownBy(() -> journal.recordIntents(List.of(write("d", "file:///d"))))
                    .isInstanceOf(IOException.class);
        }
        assertThat(Files.readAllBytes(run().file())).isEqualTo(found);
    }

    /** The power goes while the last batch is being written: any of its sectors may be missing. */
    @Test
    void aLastBatchThatIsNotWholeIsNoDamageAndDoesNotCount() throws IOException {
        byte[] whole = interrupted();
        int last = 0;
        for (int sector = 1; sector < whole.length / 512; sector++) {
            last = whole[512 * sector + 3] == 0 ? last : sector;
        }
        int first = last;
        while (whole[512 * (first - 1) + 3] == whole[512 * last + 3]) {
            first--;
        }
        assertThat(last - first).isGreaterThanOrEqualTo(3);

        for (int missing = 1; missing < 1 << last - first + 1; missing++) {
            byte[] torn = whole.clone();
            for (int sector = first; sector <= last; sector++) {
                if ((missing >> sector - first & 1) != 0) {
                    Arrays.fill(torn, 512 * sector, 512 * sector + 512, (byte) 0);
                }
            }
            Files.write(run().file(), torn);
            // What came of the first image was recorded in that batch.
            assertThat(run().summary())
                    .isEqualTo(new JournalSummary(Optional.of(HEAD), false, Optional.empty(), 2, 0, 2));
            try (Journal journal = run().journals().get(0).resume().orElseThrow()) {
                assertThat(journal.damage()).isEmpty();
                assertThat(journal.recordIntents(List.of(write("d", "file:///d"))))
                        .isEqualTo(3);
                journal.recordOutcome(Outcome.of(1, Outcome.Kind.NOT_WRITTEN));
                journal.end();
            }
            assertThat(run().summary())
                    .isEqualTo(new JournalSummary(Optional.of(HEAD), true, Optional.empty(), 3, 0, 2));
            assertThat(run().isComplete()).isFalse();
        }
    }

    @Tag("slow")
    @Test
    void aRunThatEndedInOrderIsSettledWhenNothingIsOpen() throws IOException {
        interrupted();
        assertThat(run().isComplete()).isFalse();
        try (Journal journal = run().journals().get(0).resume().orElseThrow()) {
            journal.recordOutcome(Outcome.of(2, Outcome.Kind.RESTORED));
            journal.recordOutcome(Outcome.of(3, Outcome.Kind.NOT_WRITTEN));
            journal.end();
        }
        assertThat(run().isComplete()).isTrue();
        byte[] ended = Files.readAllBytes(run().file());
        for (int length = 0; length < ended.length; length++) {
            Files.write(run().file(), Arrays.copyOf(ended, length));
            assertThat(run().isComplete()).isFalse();
            assertThat(run().summary().damage()).isPresent();
        }
    }

    @Test
    void whatIsNoJournalIsSaid() throws IOException {
        state.begin(HEAD).close();
        Files.write(run().file(), new byte[1024]);

        assertThat(run().summary().damage())
                .hasValueSatisfying(what -> assertThat(what).contains("does not begin"));
    }

    @Test
    void aJournalOfAnOlderVersionIsRefusedUnlessItIsSettled() throws IOException {
        state.begin(HEAD).close();
        ByteBuffer end = ByteBuffer.allocate(13).putInt(8).put((byte) 'E').putLong(0);
        CRC32C crc = new CRC32C();
        crc.update(end.flip());
        ByteBuffer old = ByteBuffer.allocate(12 + 100 + 17)
                .put(Bytes.utf8("COWHANDJ\0\0\0\1").asBuffer());
        old.position(112).put(end.rewind()).putInt((int) crc.getValue());
        Files.write(run().file(), old.array());
        assertThat(run().isComplete()).isTrue();

        old.put(120, (byte) 1);
        Files.write(run().file(), old.array());
        assertThat(run().isComplete()).isFalse();
        assertThatThrownBy(() -> run().summary())
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("older version");
        assertThatThrownBy(() -> run().journals().get(0).resume())
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("older version");
        assertThat(Files.readAllBytes(run().file())).isEqualTo(old.array());
    }

    @Test
    void whatIsNoRegularFileIsSaidAndNotOpened() throws Exception {
        state.begin(HEAD).close();
        Path moved = Files.move(run().file(), folder.resolve("moved"));
        Files.createSymbolicLink(folder.resolve("state/runs/link.journal"), moved);
        Shell.run("mkfifo", folder.resolve("state/runs/fifo.journal").toString());

        assertThat(state.runs()).extracting(RecordedRun::id).containsExactly("fifo", "link");
        for (RecordedRun run : state.runs()) {
            assertThatThrownBy(run::summary).hasMessageContaining("not a regular file");
            assertThatThrownBy(run.journals().get(0)::resume).hasMessageContaining("not a regular file");
        }
    }

    /** A lock of the process would go with the first descriptor of the file that is closed. */
    @Test
    void aRunStaysInProgressWhileItsOwnProcessReadsItsJournal() throws IOException {
        try (Journal journal = state.begin(HEAD)) {
            journal.recordIntents(List.of(write("a", "file:///a")));
            run().summary();
            assertThat(run().isComplete()).isFalse();
            assertThat(run().journals().get(0).resume()).isEmpty();
            assertThat(run().isLive()).isTrue();
        }
        assertThat(run().isLive()).isFalse();
    }

    @Test
    void toAskWhetherARunIsAtWorkDoesNotMakeItLookLive() throws IOException {
        Journal journal = state.begin(HEAD);
        assertThat(run().isLive()).isTrue();
        journal.close();
        assertThat(run().isLive()).isFalse();
        try (Journal resumed = run().journals().get(0).resume().orElseThrow()) {
            assertThat(resumed.run()).isEqualTo(HEAD.run());
        }
    }

    @Test
    void aJournalHasNoNameBeforeItsFirstRecordIsThere() throws IOException {
        try (Journal journal = state.begin(HEAD)) {
            assertThat(journal.run()).isEqualTo(HEAD.run());
            assertThat(run().summary().metadata()).contains(HEAD);
        }
        try (Stream<Path> files = Files.list(folder.resolve("state/runs"))) {
            assertThat(files).containsExactly(run().file());
        }
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
                        long number = journal.recordIntents(List.of(write("image", "file:///image")));
                        journal.recordOutcome(new Outcome(number, Outcome.Kind.WRITTEN, number, -number, 0, 0));
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
        assertThat(run().summary().written()).isEqualTo(threads * each);
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
            assertThat(run().journals().get(0).resume()).isEmpty();
            journal.end();
        }
        Optional<Journal> resumed = run().journals().get(0).resume();
        assertThat(resumed).isPresent();
        resumed.get().close();
    }
}
