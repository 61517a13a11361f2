package io.cowhand.journal;

import io.cowhand.bytes.Bytes;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the file of a journal: batches of records, and any damage.
 *
 * <p>A batch counts if all its sectors are present. The last one may be incomplete: it was being written when the power
 * failed or the process ended, and nothing that it records was done. A batch followed by another one was complete once;
 * if it no longer is, or if a sector is neither valid nor zero, the file is damaged.
 */
final class JournalFile {

    /** The magic number of a journal. */
    static final Bytes MAGIC = Bytes.utf8("COWHANDJ");

    /** The version of the format; version 1 is recognized but not read. */
    static final int VERSION = 2;

    private static final int OLD_VERSION = 1;
    /** The end record in version 1 without unresolved images: length 8, type E, the number 0; a CRC-32C follows. */
    private static final Bytes OLD_SETTLED_END = Bytes.hex("00000008" + "45" + "0000000000000000");

    private static final int SECTOR = JournalSector.LENGTH;
    private static final int BLOCK = Limits.SECTORS_PER_READ * SECTOR;

    private final FileChannel channel;
    private final Bytes run;
    /** The offset after the last complete batch. */
    private long end = SECTOR;
    /** The number of the next batch. */
    private int next = 1;

    private @Nullable String damage;
    private boolean endsWithZeros;
    private boolean hasUnfinished;
    private final Extents extents = new Extents();

    private JournalFile(FileChannel channel, String run) {
        this.channel = channel;
        this.run = Bytes.utf8(run);
    }

    /**
     * Reads a journal through an open channel. Opening the file a second time, and closing that, would drop the lock on
     * it.
     *
     * @throws JournalException for a journal of an older version
     */
    static JournalFile read(FileChannel channel, String run) throws IOException {
        JournalFile file = new JournalFile(channel, run);
        file.scan();
        return file;
    }

    /** Returns the offset after the last complete batch. */
    long end() {
        return end;
    }

    /** Returns the number of the next batch. */
    int next() {
        return next;
    }

    /** Returns a description of the damage; nothing if there is none. */
    Optional<String> damage() {
        return Optional.ofNullable(damage);
    }

    /** Returns whether an incomplete batch follows. */
    boolean hasUnfinished() {
        return hasUnfinished;
    }

    /** Returns whether the file ends with zeros, as it does until the run ends. */
    boolean endsWithZeros() {
        return endsWithZeros;
    }

    private void damaged(String what, long offset) {
        if (damage == null) {
            damage = what + " (at byte " + offset + ")";
        }
    }

    private void scan() throws IOException {
        long size = channel.size();
        if (isOld(channel)) {
            throw new JournalException(
                    "it was written by an older version of Cowhand; recover and roll back its run with that version");
        }
        ByteBuffer first = ByteBuffer.allocate(SECTOR);
        readAt(channel, first, 0);
        if (!first.flip().equals(JournalSector.preamble(run))) {
            damaged("it does not begin with the preamble of a journal", 0);
        }
        if (size % SECTOR != 0) {
            damaged("it is truncated", size);
        }
        Sectors sectors = new Sectors(SECTOR, size / SECTOR * SECTOR);
        boolean isTail = false;
        for (JournalSector sector = sectors.next(); sector != null; sector = sectors.next()) {
            JournalSector.State state = sector.state();
            boolean isValid = state == JournalSector.State.VALID;
            isTail |= !(isValid && extents.follows(sector, sectors.at));
            endsWithZeros = state == JournalSector.State.ZERO;
            if (!isTail) {
                if (sector.left() == 0) {
                    end = sectors.at;
                    next++;
                }
            } else if (isValid && sector.batch() == next) {
                hasUnfinished = true;
            } else if (!endsWithZeros) {
                damaged(
                        isValid
                                ? "a batch of records is incomplete, and another one follows"
                                : "a sector is neither valid nor empty",
                        sectors.at - SECTOR);
            }
        }
        hasUnfinished |= end < extents.end();
    }

    /** Passes each record to a visitor; of a damaged journal, each record that is complete. */
    void forEach(Visitor entries) throws IOException {
        if (damage == null) {
            decode(new Sectors(SECTOR, end), entries);
            return;
        }
        for (Extent extent : extents.all) {
            Sectors sectors = new Sectors(extent.from, extent.to);
            sectors.fromStart = true;
            decode(sectors, entries);
        }
    }

    /** A range of consecutive sectors, from the first one in which a record begins. */
    private record Extent(long from, long to) {}

    /** The extents of a file; an undamaged file has one. */
    private static final class Extents {
        private final List<Extent> all = new ArrayList<>();
        private int batch;
        private int index;
        private int left;

        /** Returns the offset after the last valid sector. */
        long end() {
            return all.isEmpty() ? 0 : all.get(all.size() - 1).to;
        }

        /** Adds a valid sector, and returns whether it continues the one before. */
        boolean follows(JournalSector sector, long end) {
            boolean continues = left == 0
                    ? sector.batch() == batch + 1 && sector.index() == 0
                    : sector.batch() == batch && sector.index() == index + 1 && sector.left() == left - 1;
            Extent last = all.isEmpty() ? new Extent(0, 0) : all.get(all.size() - 1);
            boolean isNext = last.to == end - SECTOR;
            if (continues && isNext) {
                all.set(all.size() - 1, new Extent(last.from, end));
            } else if (sector.hasStart()) {
                all.add(new Extent(end - SECTOR, end));
            }
            batch = sector.batch();
            index = sector.index();
            left = sector.left();
            return continues;
        }
    }

    /** Receives records. */
    @FunctionalInterface
    interface Visitor {
        /** Receives a record and its position: the offset of its first byte. */
        void visit(long position, JournalRecord entry);
    }

    /** Reads records at positions. */
    final class Cursor {
        private final Sectors sectors = new Sectors(SECTOR, Long.MAX_VALUE);

        /** Returns the record at a position that {@link #forEach} gave. */
        JournalRecord read(long position) throws IOException {
            PayloadStream payload = new PayloadStream(sectors);
            payload.seek(position);
            return record(new DataInputStream(payload))
                    .flatMap(RecordCodec::decode)
                    .orElseThrow(() -> new JournalException("it changed while it was read"));
        }
    }

    /** Returns a reader of single records. */
    Cursor cursor() {
        return new Cursor();
    }

    private void decode(Sectors sectors, Visitor entries) throws IOException {
        PayloadStream payload = new PayloadStream(sectors);
        DataInputStream in = new DataInputStream(payload);
        while (true) {
            long position = payload.position();
            Optional<ByteBuffer> record = record(in);
            if (record.isEmpty()) {
                return;
            }
            Optional<JournalRecord> entry = RecordCodec.decode(record.get());
            if (entry.isEmpty()) {
                // It is incomplete if later sectors are missing.
                damaged("a record cannot be read", sectors.at);
                return;
            }
            entries.visit(position, entry.get());
        }
    }

    private static Optional<ByteBuffer> record(DataInputStream in) throws IOException {
        int length;
        try {
            length = in.readInt();
        } catch (EOFException end) {
            return Optional.empty();
        }
        if (length < 0 || length > Limits.RECORD) {
            return Optional.of(ByteBuffer.allocate(0));
        }
        byte[] bytes = in.readNBytes(1 + length);
        return Optional.of(ByteBuffer.wrap(bytes, 0, bytes.length > length ? bytes.length : 0));
    }

    /**
     * Returns whether the last sector records that the run ended without unresolved images. False may also mean that
     * the whole journal must be read to know.
     */
    static boolean isComplete(FileChannel channel, String run) throws IOException {
        long size = channel.size();
        if (isOld(channel)) {
            ByteBuffer last = ByteBuffer.allocate(OLD_SETTLED_END.length());
            readAt(channel, last, size - OLD_SETTLED_END.length() - Integer.BYTES);
            return last.flip().equals(OLD_SETTLED_END.asBuffer());
        }
        ByteBuffer bytes = ByteBuffer.allocate(SECTOR);
        readAt(channel, bytes, size - SECTOR);
        JournalSector sector = new JournalSector(Bytes.utf8(run), bytes);
        if (size % SECTOR != 0 || sector.state() != JournalSector.State.VALID || sector.index() + sector.left() != 0) {
            return false;
        }
        ByteBuffer payload = sector.payload();
        return payload.remaining() > Integer.BYTES
                && RecordCodec.decode(payload.position(Integer.BYTES).slice())
                        .filter(entry -> entry instanceof JournalRecord.EndRecord last && last.unresolved() == 0)
                        .isPresent();
    }

    private static boolean isOld(FileChannel channel) throws IOException {
        ByteBuffer front = ByteBuffer.allocate(MAGIC.length() + Integer.BYTES);
        readAt(channel, front, 0);
        return !front.hasRemaining()
                && front.flip().slice(0, MAGIC.length()).equals(MAGIC.asBuffer())
                && front.getInt(MAGIC.length()) == OLD_VERSION;
    }

    private static void readAt(FileChannel channel, ByteBuffer into, long at) throws IOException {
        long start = at - into.position();
        while (at >= 0 && into.hasRemaining() && channel.read(into, start + into.position()) >= 0) {
            // A read may return fewer bytes than remain.
        }
    }

    /** Reads the sectors in a range of the file. */
    private final class Sectors {
        private final ByteBuffer block = ByteBuffer.allocate(BLOCK).limit(0);
        /** The offset of the block in the file. */
        private long blockAt;

        private final long to;
        /** The offset after the last sector that was returned. */
        private long at;
        /** Whether the bytes of the first sector before its first record are skipped. */
        private boolean fromStart;

        Sectors(long from, long to) {
            this.at = from;
            this.to = to;
        }

        /** Continues with the sector at an offset, without reading again what the block holds. */
        void seek(long offset) {
            long inBlock = offset - blockAt;
            boolean isHeld = inBlock >= 0 && inBlock < block.limit();
            block.position(isHeld ? (int) inBlock : block.limit());
            at = offset;
        }

        /** Returns the next sector, which is valid until the next call; null at the end. */
        @Nullable
        JournalSector next() throws IOException {
            if (at >= to) {
                return null;
            }
            if (!block.hasRemaining()) {
                block.clear().limit((int) Math.min(BLOCK, to - at));
                blockAt = at;
                readAt(channel, block, at);
                block.flip();
            }
            if (block.remaining() < SECTOR) {
                return null;
            }
            JournalSector sector = new JournalSector(run, block.slice(block.position(), SECTOR));
            block.position(block.position() + SECTOR);
            at += SECTOR;
            return sector;
        }
    }

    /** The payload of sectors as a stream. */
    private static final class PayloadStream extends InputStream {
        private final Sectors sectors;
        private ByteBuffer payload = ByteBuffer.allocate(0);
        /** Where the payload ends in its sector. */
        private int payloadEnd;

        PayloadStream(Sectors sectors) {
            this.sectors = sectors;
        }

        @Override
        public int read() throws IOException {
            return fill() ? payload.get() & 0xff : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (!fill()) {
                return -1;
            }
            int count = Math.min(length, payload.remaining());
            payload.get(into, offset, count);
            return count;
        }

        /** Returns the offset in the file of the next byte; at the end, the offset after the last byte. */
        long position() throws IOException {
            return fill() ? sectors.at - SECTOR + payloadEnd - payload.remaining() : sectors.at;
        }

        /** Continues with the byte at an offset in the file. */
        void seek(long position) throws IOException {
            sectors.seek(position / SECTOR * SECTOR);
            if (fill()) {
                payload.position((int) (position % SECTOR) - (payloadEnd - payload.limit()));
            }
        }

        private boolean fill() throws IOException {
            while (!payload.hasRemaining()) {
                JournalSector sector = sectors.next();
                if (sector == null) {
                    return false;
                }
                payload = sectors.fromStart ? sector.payloadFromStart() : sector.payload();
                sectors.fromStart = false;
                payloadEnd = sector.payloadEnd();
            }
            return true;
        }
    }
}
