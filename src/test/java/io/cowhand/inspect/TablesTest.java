package io.cowhand.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.bytes.Bytes;
import io.cowhand.image.ImageReference;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.qcow2.Snapshot;
import io.cowhand.qcow2.SnapshotTable;
import io.cowhand.qcow2.TableDefect;
import io.cowhand.rule.HeaderRules;
import io.cowhand.testing.FirstCluster;
import io.cowhand.testing.Qemu;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots and bitmaps of real images are what qemu-img says that they are, and what is read of them has an end. */
class TablesTest {

    private static final int CLUSTER = 65_536;

    @TempDir
    Path folder;

    @Test
    void oldSnapshotsSayNothingOfTheDiskAndGiveTheSizeOfTheStateIn32Bits() throws IOException {
        Path image = write(FirstCluster.v3(16).u32(60, 1).u64(64, 4 * CLUSTER), 8 * CLUSTER);
        ByteBuffer entry = ByteBuffer.allocate(48)
                .putShort(12, (short) 1)
                .putShort(14, (short) 3)
                .putInt(16, 0xffff_ffff)
                .putInt(32, 0x8000_0000);
        patch(image, 4 * CLUSTER, entry.put(40, "1old".getBytes("US-ASCII")));

        Snapshot snapshot = facts(image).snapshots().orElseThrow().snapshots().get(0);

        assertThat(snapshot.id().display()).isEqualTo("1");
        assertThat(snapshot.name().display()).isEqualTo("old");
        assertThat(snapshot.dateSeconds()).isEqualTo(0xffff_ffffL);
        assertThat(snapshot.vmStateSize()).isEqualTo(0x8000_0000L);
        assertThat(snapshot.diskSize()).isEmpty();
        assertThat(snapshot.instructionCount()).isEmpty();
    }

    @Test
    void manyDefectsOfOneKindDoNotHideThoseOfAnother() throws IOException {
        int bitmaps = 18;
        Path image = write(
                FirstCluster.v3(16)
                        .u64(88, 1)
                        .extension(FirstCluster.BITMAPS, (long) bitmaps << 32, 32 * bitmaps, 4 * CLUSTER)
                        .end(),
                8 * CLUSTER);
        ByteBuffer directory = ByteBuffer.allocate(32 * bitmaps);
        for (int i = 0; i < bitmaps; i++) {
            // A name with a zero byte in it, so that what QEMU makes of it is shorter; the last one is of no known
            // type.
            directory.putLong(5 * CLUSTER).putInt(1).putInt(2);
            directory
                    .put((byte) (i == bitmaps - 1 ? 2 : 1))
                    .put((byte) 16)
                    .putShort((short) 8)
                    .putInt(0);
            directory.put((byte) 'a').put((byte) i).put(new byte[6]);
        }
        patch(image, 4 * CLUSTER, directory);

        List<TableDefect.Kind> kinds = facts(image).bitmaps().orElseThrow().defects().stream()
                .map(TableDefect::kind)
                .toList();

        assertThat(kinds).contains(TableDefect.Kind.BITMAP_ENTRY);
        if (Qemu.isInstalled()) {
            assertThat(Qemu.opens(image)).isFalse();
        }
    }

    @Test
    void ofTensOfThousandsOfSnapshotsTheFirstAreKept() throws IOException {
        Path image = write(FirstCluster.v3(16).u32(60, 65_536).u64(64, 4 * CLUSTER), 1 << 24);

        SnapshotTable table = facts(image).snapshots().orElseThrow();

        assertThat(table.snapshots()).hasSize(1024);
        assertThat(table.length()).isEqualTo(65_536 * 40);
        assertThat(table.defects()).isEmpty();
    }

    @Test
    void entriesBehindTheEndOfTheFileAreNotMadeUp() throws IOException {
        Path image = write(FirstCluster.v3(16).u32(60, 65_536).u64(64, 1L << 40), 8 * CLUSTER);

        assertThat(facts(image).snapshots().orElseThrow().snapshots()).isEmpty();
    }

    @Test
    void noMoreThanAGigabyteOfBitmapTablesIsRead() throws IOException {
        // The largest disk for clusters of 512 bytes; each bitmap has a table of 512 KiB, a cluster behind the last
        // one's.
        int count = 2_100;
        ByteBuffer directory = ByteBuffer.allocate(count * 32);
        for (int i = 0; i < count; i++) {
            directory.putLong((1 << 20) + 512 * i).putInt(65_536).putInt(0);
            directory.put((byte) 1).put((byte) 9).putShort((short) 4).putInt(0);
            directory.put(String.format("%04d", i).getBytes("US-ASCII")).position(32 * (i + 1));
        }
        FirstCluster header = FirstCluster.v3(9)
                .u32(36, 4_194_304)
                .u64(24, 4_194_304L << 15)
                .u64(88, 1)
                .extension(FirstCluster.BITMAPS, (long) count << 32, count * 32L, 512 << 10);
        Path image = write(header, 1 << 24);
        patch(image, 512 << 10, directory);

        assertThat(HeaderRules.check(facts(image)))
                .extracting(violation -> violation.rule().code())
                .contains("bitmap-tables-not-read")
                .doesNotContain("bitmap-table-invalid", "bitmap-invalid");
    }

    @Test
    void theWholeFirstClusterIsReadWhereItIsAskedFor() throws IOException {
        Path image = write(FirstCluster.v3(21).end(), 8 << 20);

        ReadResult reading = HeaderReader.SYSTEM.readFirstCluster(new ImageReference(image));

        assertThat(((ReadResult.Readable) reading).facts().header().windowLength())
                .isEqualTo(2 << 20);
    }

    private Path write(FirstCluster header, long fileSize) {
        Path image = folder.resolve("image.qcow2");
        header.write(image, fileSize);
        return image;
    }

    private static void patch(Path image, long at, ByteBuffer bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(image, StandardOpenOption.WRITE)) {
            channel.write(Bytes.copyOf(bytes.clear()).asBuffer(), at);
        }
    }

    private static ImageFacts facts(Path image) {
        return ((ReadResult.Readable) HeaderReader.SYSTEM.read(new ImageReference(image))).facts();
    }
}
