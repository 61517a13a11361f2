package io.cowhand.rule;

import io.cowhand.qcow2.ExtensionType;
import io.cowhand.qcow2.HeaderField;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes one mutant: mistakes at the places and with the values where readers of headers go wrong. */
final class Mutator {

    /** BDRV_MAX_LENGTH: what QEMU reads has to end before it. */
    private static final long MAX_LENGTH = 0x7fff_ffff_c000_0000L;

    private static final long[] ANY_EDGES = {
        0,
        1,
        2,
        7,
        8,
        0xff,
        512,
        0xffff,
        0x10000,
        0x7fff_ffff,
        0x8000_0000L,
        0xffff_ffffL,
        1L << 32,
        1L << 40,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        -1,
        -512,
        MAX_LENGTH
    };
    private static final long[] MAGICS = {
        0, 0xe2792acaL, 0x6803f857L, 0x23852875L, 0x0537be77L, 0x44415441L, 0x434f5748L, 0x11223344L, 0xffffffffL
    };
    private static final int[] LENGTHS = {0, 1, 7, 8, 9, 14, 15, 16, 17, 23, 24, 25, 47, 48, 96, 500, 1023, 1024, 4096};

    private final Random random;
    private final byte[] bytes;
    private final ByteBuffer head;
    private final int clusterSize;
    private final List<String> story = new ArrayList<>();
    private long fileSize;

    private Mutator(Random random, byte[] bytes, long fileSize) {
        this.random = random;
        this.bytes = bytes;
        this.head = ByteBuffer.wrap(bytes);
        this.clusterSize = bytes.length;
        this.fileSize = fileSize;
    }

    /** Makes a mutant from an image's first cluster, which it may change. */
    static Mutant mutate(long seed, int number, String variant, byte[] firstCluster, long fileSize) {
        // Scrambled, as the first numbers of neighbouring seeds are alike.
        Random random = new Random((seed * 1_000_003 + number) * 0x9e3779b97f4a7c15L);
        Mutator mutator = new Mutator(random, firstCluster, fileSize);
        int mistakes = 1 + Math.max(0, random.nextInt(6) - 3);
        for (int i = 0; i < mistakes; i++) {
            mutator.mistake();
        }
        return new Mutant(
                number, variant, new Mutant.Beginning(firstCluster), mutator.fileSize, List.of(), mutator.story);
    }

    private void mistake() {
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> field();
            case 3 -> bitFlips();
            case 4 -> backing();
            case 5 -> extensionLength();
            case 6 -> extensionType();
            case 7 -> insertExtension();
            case 8 -> removeExtension();
            case 9 -> garblePayload();
            case 10 -> fillArea();
            default -> cutFile();
        }
    }

    private void field() {
        HeaderField field = pick(Arrays.stream(HeaderField.values())
                .filter(each -> each != HeaderField.MAGIC || random.nextInt(10) == 0)
                .toList());
        long old = get(field.offset(), field.width());
        long value = switch (random.nextInt(6)) {
            case 0 -> old + pick(-1, 1, -8, 8, clusterSize, -clusterSize);
            case 1 -> old ^ 1L << random.nextInt(8 * field.width());
            case 2 -> pick(ANY_EDGES);
            case 3 -> random.nextLong();
            default -> pick(edges(field));
        };
        put(field.offset(), field.width(), value, field.specName());
    }

    private long[] edges(HeaderField field) {
        return switch (field) {
            case MAGIC -> new long[] {0, 0x514649faL};
            case VERSION -> new long[] {0, 1, 2, 3, 4};
            case CLUSTER_BITS -> new long[] {0, 8, 9, 10, 12, 13, 14, 15, 16, 20, 21, 22, 31, 32, 63, 64};
            case CRYPT_METHOD -> new long[] {0, 1, 2, 3};
            case SIZE -> sizeEdges();
            case L1_SIZE -> new long[] {0, 1, 2, 3, 4_194_303, 4_194_304, 4_194_305, 0x2000_0000};
            case L1_TABLE_OFFSET, REFCOUNT_TABLE_OFFSET, SNAPSHOTS_OFFSET -> tableEdges();
            case REFCOUNT_TABLE_CLUSTERS -> around((8L << 20) / clusterSize);
            case NB_SNAPSHOTS -> new long[] {0, 1, 2, 3, 65_535, 65_536, 65_537};
            case INCOMPATIBLE_FEATURES -> new long[] {0, 1, 2, 3, 4, 8, 16, 20, 24, 31, 32, 64, Long.MIN_VALUE};
            case COMPATIBLE_FEATURES, AUTOCLEAR_FEATURES -> new long[] {0, 1, 2, 3, 4, 5, Long.MIN_VALUE};
            case REFCOUNT_ORDER -> new long[] {0, 1, 3, 4, 5, 6, 7, 31, 32, 63};
            case HEADER_LENGTH ->
                new long[] {
                    0,
                    71,
                    72,
                    103,
                    104,
                    105,
                    108,
                    111,
                    112,
                    113,
                    120,
                    128,
                    504,
                    511,
                    512,
                    513,
                    clusterSize - 8,
                    clusterSize - 1,
                    clusterSize,
                    clusterSize + 1
                };
            case COMPRESSION_TYPE -> new long[] {0, 1, 2, 255};
            case BACKING_FILE_OFFSET -> offsetEdges();
            case BACKING_FILE_SIZE -> nameEdges();
        };
    }

    private long[] sizeEdges() {
        long covered = get(HeaderField.L1_SIZE.offset(), 4) * (clusterSize / 8) * clusterSize;
        long most = Integer.MAX_VALUE * ((long) clusterSize / 8) * clusterSize;
        long[] edges = {covered, most, MAX_LENGTH, MAX_LENGTH + 511, MAX_LENGTH + 512, 1L << 62, 512};
        return new long[] {0, pick(edges) + pick(-513, -512, -1, 0, 1, 511, 512), pick(edges)};
    }

    private long[] tableEdges() {
        return new long[] {
            0,
            512,
            clusterSize - 512,
            clusterSize,
            clusterSize + 1,
            fileSize / clusterSize * clusterSize,
            fileSize / clusterSize * clusterSize + clusterSize,
            1L << 40,
            MAX_LENGTH - 40 * clusterSize,
            MAX_LENGTH - clusterSize,
            MAX_LENGTH,
            MAX_LENGTH + clusterSize,
            Long.MAX_VALUE / clusterSize * clusterSize,
            Long.MIN_VALUE,
            -clusterSize
        };
    }

    private long[] offsetEdges() {
        int end = extensionsEnd();
        return new long[] {
            0,
            1,
            8,
            71,
            72,
            73,
            79,
            80,
            103,
            104,
            105,
            111,
            112,
            113,
            119,
            120,
            128,
            end - 8,
            end - 1,
            end,
            end + 1,
            end + 8,
            4095,
            4096,
            4097,
            clusterSize - 1024,
            clusterSize - 1023,
            clusterSize - 8,
            clusterSize - 1,
            clusterSize,
            clusterSize + 1,
            Long.MIN_VALUE,
            -1
        };
    }

    private long[] nameEdges() {
        long rest = clusterSize - get(HeaderField.BACKING_FILE_OFFSET.offset(), 8);
        return new long[] {0, 1, 100, 1022, 1023, 1024, 4000, rest - 1, rest, rest + 1, 0xffff_ffffL};
    }

    private void bitFlips() {
        int end = Math.min(clusterSize, extensionsEnd() + 32);
        int flips = 1 + random.nextInt(3);
        for (int i = 0; i < flips; i++) {
            int bit = 32 + random.nextInt(8 * end - 32);
            bytes[bit / 8] ^= (byte) (0x80 >>> bit % 8);
            story.add("flip bit " + bit % 8 + " of byte " + bit / 8);
        }
    }

    private void backing() {
        put(HeaderField.BACKING_FILE_OFFSET.offset(), 8, pick(offsetEdges()), "backing_file_offset");
        put(HeaderField.BACKING_FILE_SIZE.offset(), 4, pick(nameEdges()), "backing_file_size");
    }

    private void extensionLength() {
        int at = pick(extensions());
        if (at + 8 <= clusterSize) {
            long rest = areaEnd() - at - 8;
            long old = get(at + 4, 4);
            long value = pick(
                    0,
                    1,
                    7,
                    8,
                    old - 1,
                    old + 1,
                    old + 8,
                    15,
                    16,
                    17,
                    24,
                    48,
                    rest - 8,
                    rest - 7,
                    rest - 1,
                    rest,
                    rest + 1,
                    rest + 8,
                    0x7fff_ffff,
                    0xffff_fff8L,
                    0xffff_ffffL);
            put(at + 4, 4, value, "length of the extension at " + at);
        }
    }

    private void extensionType() {
        int at = pick(extensions());
        if (at + 8 <= clusterSize) {
            put(at, 4, pick(MAGICS), "type of the extension at " + at);
        }
    }

    /** Puts an extension in; what follows moves, and the backing file name with it. */
    private void insertExtension() {
        int at = pick(extensions());
        byte[] extension = random.nextInt(3) == 0 ? copyOf(pick(extensions())) : newExtension();
        int moved = clusterSize - at - extension.length;
        if (moved < 0 || extension.length < 8) {
            return;
        }
        System.arraycopy(bytes, at, bytes, at + extension.length, moved);
        System.arraycopy(extension, 0, bytes, at, extension.length);
        story.add("insert extension "
                + ExtensionType.hex(ByteBuffer.wrap(extension).getInt() & 0xffff_ffffL) + " of " + extension.length
                + " bytes at " + at);
        long name = get(HeaderField.BACKING_FILE_OFFSET.offset(), 8);
        if (name != 0 && random.nextInt(4) > 0) {
            put(HeaderField.BACKING_FILE_OFFSET.offset(), 8, name + extension.length, "backing_file_offset");
        }
    }

    /** An extension with its padding, as far as the cluster goes. */
    private byte[] copyOf(int at) {
        long length = at + 8 > clusterSize ? 0 : 8 + (get(at + 4, 4) + 7) / 8 * 8;
        return Arrays.copyOfRange(bytes, at, (int) Math.min(at + length, clusterSize));
    }

    private byte[] newExtension() {
        int magic = (int) pick(MAGICS);
        int length = magic == 0x23852875 && random.nextBoolean() ? 24 : pick(LENGTHS);
        if (magic == 0x0537be77 && random.nextBoolean()) {
            length = 16;
        }
        ByteBuffer extension =
                ByteBuffer.allocate(8 + (length + 7) / 8 * 8).putInt(magic).putInt(length);
        while (extension.remaining() >= 8) {
            extension.putLong(random.nextInt(3) == 0 ? random.nextLong() : pick(payloadEdges()));
        }
        return extension.array();
    }

    private long[] payloadEdges() {
        return new long[] {
            0,
            1,
            592,
            4096,
            clusterSize,
            2L * clusterSize,
            fileSize,
            1L << 32,
            3L << 32,
            65_535L << 32,
            65_536L << 32,
            65_535 * 1024,
            65_535 * 1024 + 1,
            Long.MIN_VALUE,
            -1,
            -clusterSize,
            MAX_LENGTH,
            0x7261_7700_0000_0000L
        };
    }

    private void removeExtension() {
        int at = pick(extensions());
        int length = copyOf(at).length;
        System.arraycopy(bytes, at + length, bytes, at, clusterSize - at - length);
        Arrays.fill(bytes, clusterSize - length, clusterSize, (byte) 0);
        story.add("remove " + length + " bytes of extension at " + at);
    }

    private void garblePayload() {
        int at = pick(extensions());
        int words = (copyOf(at).length - 8) / 8;
        if (words > 0) {
            long value = random.nextBoolean() ? pick(payloadEdges()) : random.nextLong();
            put(at + 8 + 8 * random.nextInt(words), 8, value, "payload");
        }
    }

    /** Makes the last extension end where the area does, or nearly so, so that no end marker fits. */
    private void fillArea() {
        int at = extensionsEnd() - 8;
        long room = areaEnd() - at;
        if (at > 0 && room >= 8 && room <= clusterSize - at) {
            long length = room - 8 - pick(0, 1, 4, 7, 8, 9, 16);
            put(at, 4, pick(0x11223344, 0x44415441L, 0x6803f857L), "type of a last extension at " + at);
            put(at + 4, 4, length, "length of a last extension at " + at);
            // Makes QEMU rewrite the header when it opens the image for writing.
            if (random.nextBoolean() && get(HeaderField.VERSION.offset(), 4) == 3) {
                put(HeaderField.AUTOCLEAR_FEATURES.offset(), 8, pick(4, 5, Long.MIN_VALUE), "autoclear_features");
            }
        }
    }

    private void cutFile() {
        fileSize = pick(
                0,
                3,
                4,
                8,
                71,
                72,
                100,
                104,
                111,
                112,
                113,
                511,
                512,
                513,
                4095,
                4096,
                4097,
                clusterSize - 1,
                clusterSize,
                clusterSize + 1,
                fileSize - 1,
                fileSize / 2,
                (long) (random.nextDouble() * fileSize));
        story.add("file of " + fileSize + " bytes");
    }

    /** Offsets of the extensions as the bytes have them now, with that of the end marker. */
    private List<Integer> extensions() {
        List<Integer> found = new ArrayList<>();
        long at = get(HeaderField.VERSION.offset(), 4) == 2 ? 72 : get(HeaderField.HEADER_LENGTH.offset(), 4);
        long end = Math.min(areaEnd(), clusterSize);
        while (at + 8 <= end && found.size() < 20) {
            found.add((int) at);
            at = get((int) at, 4) == 0 ? end : at + 8 + (get((int) at + 4, 4) + 7) / 8 * 8;
        }
        return found.isEmpty() ? List.of(112) : found;
    }

    private int extensionsEnd() {
        List<Integer> all = extensions();
        return Math.min(clusterSize, all.get(all.size() - 1) + 8);
    }

    private long areaEnd() {
        long name = get(HeaderField.BACKING_FILE_OFFSET.offset(), 8);
        return name > 0 && name <= clusterSize ? name : clusterSize;
    }

    private long[] around(long value) {
        return new long[] {0, 1, value - 1, value, value + 1, 2 * value};
    }

    private long get(int offset, int width) {
        return switch (width) {
            case 1 -> head.get(offset) & 0xff;
            case 4 -> head.getInt(offset) & 0xffff_ffffL;
            default -> head.getLong(offset);
        };
    }

    private void put(int offset, int width, long value, String what) {
        switch (width) {
            case 1 -> head.put(offset, (byte) value);
            case 4 -> head.putInt(offset, (int) value);
            default -> head.putLong(offset, value);
        }
        story.add(what + " = " + Long.toUnsignedString(get(offset, width)));
    }

    private long pick(long... values) {
        return values[random.nextInt(values.length)];
    }

    private int pick(int[] values) {
        return values[random.nextInt(values.length)];
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
