package io.cowhand.rule;

import io.cowhand.testing.ScratchImage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Makes mistakes in the snapshot table, the bitmap directory, the bitmap tables and the start of the LUKS header of a real image. */
final class TableMutator {

    private static final long[] EDGES = {
        0,
        1,
        2,
        3,
        4,
        7,
        8,
        9,
        10,
        16,
        31,
        32,
        40,
        64,
        100,
        255,
        511,
        512,
        1023,
        1024,
        1025,
        4096,
        65_535,
        65_536,
        0x0800_0000,
        0x0800_0001,
        0x2000_0000,
        0x7fff_ffff,
        0xffff_ffffL,
        1L << 40,
        Long.MIN_VALUE,
        Long.MAX_VALUE,
        -512
    };

    private final Random random;
    private final ScratchImage image;
    private final List<Mutant.Patch> patches = new ArrayList<>();
    private final List<String> story = new ArrayList<>();

    private TableMutator(Random random, ScratchImage image) {
        this.random = random;
        this.image = image;
    }

    /** A mutant with the original's first cluster; nothing, if the image has none of these tables. */
    static List<Mutant> mutate(long seed, int number, String variant, byte[] firstCluster, ScratchImage image) {
        TableMutator mutator = new TableMutator(new Random((seed * 7_000_003 + number) * 0x9e3779b97f4a7c15L), image);
        List<Place> places = mutator.places(ByteBuffer.wrap(firstCluster));
        if (places.isEmpty()) {
            return List.of();
        }
        int mistakes = 1 + mutator.random.nextInt(2);
        for (int i = 0; i < mistakes; i++) {
            mutator.mistake(places.get(mutator.random.nextInt(places.size())));
        }
        return List.of(new Mutant(
                number,
                variant,
                new Mutant.Beginning(firstCluster),
                image.originalSize(),
                mutator.patches,
                mutator.story));
    }

    /** Somewhere in a table, a number of so many bytes. */
    private record Place(String what, long offset, int width) {}

    private List<Place> places(ByteBuffer header) {
        List<Place> places = new ArrayList<>();
        snapshots(header, places);
        if (header.getInt(4) == 3) {
            int at = header.getInt(100);
            while (at + 8 < header.capacity() && header.getInt(at) != 0) {
                if (header.getInt(at) == 0x23852875) {
                    bitmaps(header.getInt(at + 8), header.getLong(at + 24), places);
                }
                if (header.getInt(at) == 0x0537be77) {
                    places.add(new Place("magic of LUKS header", header.getLong(at + 8), 6));
                    places.add(new Place("version of LUKS header", header.getLong(at + 8) + 6, 2));
                }
                at += 8 + (header.getInt(at + 4) + 7) / 8 * 8;
            }
        }
        return places;
    }

    private void snapshots(ByteBuffer header, List<Place> places) {
        long at = header.getLong(64);
        for (int i = 0; i < header.getInt(60); i++) {
            ByteBuffer entry = ByteBuffer.wrap(image.content(at, 40));
            places.add(new Place("L1 offset of snapshot", at, 8));
            places.add(new Place("id size of snapshot", at + 12, 2));
            places.add(new Place("name size of snapshot", at + 14, 2));
            places.add(new Place("extra data size of snapshot", at + 36, 4));
            places.add(new Place("extra data size of snapshot", at + 36, 4));
            at += (40 + entry.getInt(36) + entry.getShort(12) + entry.getShort(14) + 7) / 8 * 8;
        }
    }

    private void bitmaps(int count, long directory, List<Place> places) {
        long at = directory;
        for (int i = 0; i < count; i++) {
            ByteBuffer entry = ByteBuffer.wrap(image.content(at, 24));
            places.add(new Place("table offset of bitmap", at, 8));
            places.add(new Place("table size of bitmap", at + 8, 4));
            places.add(new Place("flags of bitmap", at + 12, 4));
            places.add(new Place("flags of bitmap", at + 15, 1));
            places.add(new Place("type of bitmap", at + 16, 1));
            places.add(new Place("granularity of bitmap", at + 17, 1));
            places.add(new Place("name size of bitmap", at + 18, 2));
            places.add(new Place("extra data size of bitmap", at + 20, 4));
            places.add(new Place("name of bitmap", at + 24, 1));
            long table = entry.getLong(0);
            places.add(new Place("table of bitmap", table, 8));
            places.add(new Place("table of bitmap", table + 8L * random.nextInt(entry.getInt(8)), 8));
            at += (24 + entry.getShort(18) + entry.getInt(20) + 7) / 8 * 8;
        }
    }

    private void mistake(Place place) {
        long old = 0;
        for (byte each : image.content(place.offset(), place.width())) {
            old = old << 8 | each & 0xff;
        }
        long value = switch (random.nextInt(4)) {
            case 0 -> old + EDGES[random.nextInt(6)] - 3;
            case 1 -> old ^ 1L << random.nextInt(8 * place.width());
            case 2 -> random.nextLong() & (1L << random.nextInt(8 * place.width())) - 1;
            default -> EDGES[random.nextInt(EDGES.length)];
        };
        byte[] bytes = new byte[place.width()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (value >>> 8 * (bytes.length - 1 - i));
        }
        patches.add(new Mutant.Patch(place.offset(), bytes));
        story.add(place.what() + " at " + place.offset() + " = 0x" + Long.toHexString(value));
    }
}
