package io.cowhand.journal;

import io.cowhand.bytes.Bytes;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * One sector of a journal: a part of a batch of records, with what tells a sector that was never written from one that was
 * damaged since. See the package's grammar.
 */
final class JournalSector {

    /** Bytes of a sector: the unit that a power cut leaves written or not. */
    static final int LENGTH = 512;

    /** Bytes of a sector that hold records. */
    static final int PAYLOAD = 492;

    private static final int PAYLOAD_AT = 16;
    private static final int CHECKSUM_AT = LENGTH - Integer.BYTES;
    /** In the place of where the first record begins, where none does. */
    private static final int NONE = 0xffff;

    /** What a sector turns out to be. */
    enum State {
        /** Nothing but zeros: it was allocated, and never written. */
        ZERO,
        /** Written whole. */
        VALID,
        /** Neither. */
        BROKEN
    }

    private final Bytes run;
    private final ByteBuffer bytes;

    /**
     * A sector in a buffer.
     *
     * @param run the run's id, which a sector of another journal does not fit to
     * @param bytes as many as a sector has
     */
    JournalSector(Bytes run, ByteBuffer bytes) {
        this.run = run;
        this.bytes = bytes;
    }

    /** Returns what the sector turns out to be. */
    State state() {
        if (bytes.getInt(CHECKSUM_AT) == checksum() && batch() > 0 && length() <= PAYLOAD) {
            return State.VALID;
        }
        return isZero() ? State.ZERO : State.BROKEN;
    }

    private boolean isZero() {
        for (int at = 0; at < LENGTH; at += Long.BYTES) {
            if (bytes.getLong(at) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Returns the number of the batch, from 1. */
    int batch() {
        return bytes.getInt(0);
    }

    /** Returns the number of the sector in its batch, from 0. */
    int index() {
        return bytes.getInt(4);
    }

    /** Returns how many sectors of the batch come after it. */
    int left() {
        return bytes.getInt(8);
    }

    private int length() {
        return Short.toUnsignedInt(bytes.getShort(12));
    }

    /** Returns whether a record begins in the sector. */
    boolean hasStart() {
        return Short.toUnsignedInt(bytes.getShort(14)) != NONE;
    }

    /** Returns the bytes of records that the sector holds. */
    ByteBuffer payload() {
        return bytes.slice(PAYLOAD_AT, length());
    }

    /** Returns the offset in the sector behind the bytes of records. */
    int payloadEnd() {
        return PAYLOAD_AT + length();
    }

    /** Returns the same from where the first record begins; only where one does. */
    ByteBuffer payloadFromStart() {
        int start = Short.toUnsignedInt(bytes.getShort(14));
        return bytes.slice(PAYLOAD_AT + start, length() - start);
    }

    /** Begins a sector; what it holds is put into {@link #room} then. */
    void begin(int batch, int index, int left) {
        for (int at = 0; at < LENGTH; at += Long.BYTES) {
            bytes.putLong(at, 0);
        }
        bytes.putInt(0, batch).putInt(4, index).putInt(8, left).putShort(14, (short) NONE);
    }

    /** Returns where bytes of records go, from what is there already on. */
    ByteBuffer room() {
        return bytes.slice(PAYLOAD_AT + length(), PAYLOAD - length());
    }

    /** Takes bytes of a record into account that were put there. */
    void added(int count, boolean isStart) {
        if (isStart && !hasStart()) {
            bytes.putShort(14, (short) length());
        }
        bytes.putShort(12, (short) (length() + count));
    }

    /** Completes a sector. */
    void end() {
        bytes.putInt(CHECKSUM_AT, checksum());
    }

    private int checksum() {
        CRC32C crc = new CRC32C();
        crc.update(run.asBuffer());
        crc.update(bytes.slice(0, CHECKSUM_AT));
        return (int) crc.getValue();
    }

    /** Returns the sector that a journal begins with. */
    static ByteBuffer preamble(Bytes run) {
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH).put(JournalFile.MAGIC.asBuffer());
        bytes.putInt(JournalFile.VERSION);
        new JournalSector(run, bytes).end();
        return bytes.clear();
    }
}
