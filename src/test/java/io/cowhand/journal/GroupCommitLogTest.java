package io.cowhand.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cowhand.bytes.Bytes;
import io.cowhand.testing.ForwardingChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class GroupCommitLogTest {

    private static final String RUN = "run-1";

    @TempDir
    Path folder;

    private Path file;

    private FileChannel open() throws IOException {
        file = folder.resolve("log");
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    private static List<ByteBuffer> record(String text) {
        return List.of(StandardCharsets.US_ASCII.encode(text));
    }

    @Test
    void whatIsSyncedIsInTheFileInItsOrderAndZerosFollow() throws IOException {
        List<Long> all = new ArrayList<>();
        try (FileChannel channel = open()) {
            channel.write(JournalSector.preamble(Bytes.utf8(RUN)), 0);
            GroupCommitLog log = new GroupCommitLog(channel, RUN, JournalSector.LENGTH, 1);
            for (long i = 0; i < 3_000; i++) {
                GroupCommitLog.Batch batch = log.append(List.of(RecordCodec.encode(new JournalRecord.EndRecord(i))));
                all.add(i);
                if (i % 7 == 0) {
                    batch.sync();
                    JournalFile read = JournalFile.read(channel, RUN);
                    assertThat(read.damage()).isEmpty();
                    assertThat(read.endsWithZeros()).isTrue();
                }
            }
            log.sync();
            List<Long> found = new ArrayList<>();
            JournalFile.read(channel, RUN)
                    .forEach((position, entry) -> found.add(((JournalRecord.EndRecord) entry).unresolved()));
            assertThat(found).isEqualTo(all);
            log.trim();
            assertThat(channel.size()).isEqualTo(JournalFile.read(channel, RUN).end());
        }
    }

    /** On a disk whose nth write or sync fails. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void afterAFailureEverybodyIsToldAndNothingIsAppendedAnyMore(int failing) throws Exception {
        try (FileChannel channel = new FailingChannel(open(), failing)) {
            GroupCommitLog log = new GroupCommitLog(channel, RUN, JournalSector.LENGTH, 1);
            ExecutorService threads = Executors.newFixedThreadPool(8);
            CountDownLatch together = new CountDownLatch(8);
            List<Future<Integer>> synced = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                synced.add(threads.submit(() -> {
                    together.countDown();
                    together.await();
                    int count = 0;
                    try {
                        while (count < 1_000) {
                            log.append(record("x")).sync();
                            count++;
                        }
                    } catch (IOException failed) {
                        assertThat(failed).hasMessageContaining("No space left on device");
                    }
                    return count;
                }));
            }
            long all = 0;
            for (Future<Integer> count : synced) {
                assertThat(count.get(10, TimeUnit.SECONDS)).isLessThan(1_000);
                all += count.get();
            }
            threads.shutdown();
            assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)
                            .chars()
                            .filter(each -> each == 'x')
                            .count())
                    .isGreaterThanOrEqualTo(all);
            assertThatThrownBy(() -> log.append(record("y"))).hasMessageContaining("No space left on device");
        }
    }

    @Test
    void afterAnErrorOfThisProgramNobodyWaitsForEver() throws Exception {
        try (FileChannel channel = new FailingChannel(open(), 2) {
            @Override
            void fail() {
                throw new OutOfMemoryError("too much");
            }
        }) {
            GroupCommitLog log = new GroupCommitLog(channel, RUN, JournalSector.LENGTH, 1);
            assertThatThrownBy(() -> log.append(record("x")).sync()).isInstanceOf(OutOfMemoryError.class);
            assertThatThrownBy(log::sync).hasMessageContaining("interrupted");
        }
    }

    private static class FailingChannel extends ForwardingChannel {
        private final int failing;
        private int calls;

        FailingChannel(FileChannel channel, int failing) {
            super(channel);
            this.failing = failing;
        }

        private void call() throws IOException {
            calls++;
            if (calls >= failing) {
                fail();
            }
        }

        void fail() throws IOException {
            throw new IOException("No space left on device");
        }

        @Override
        public int write(ByteBuffer from, long position) throws IOException {
            call();
            return super.write(from, position);
        }

        @Override
        public void force(boolean metadata) throws IOException {
            call();
            super.force(metadata);
        }
    }
}
