package io.cowhand.journal;

import io.cowhand.bytes.Bytes;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * One sector of a journal: part of a batch of records, with a checksum that distinguishes a sector that was never
 * written from a damaged one. See the package's grammar.
 */
final class JournalSector {

    /** Bytes of a sector: the unit that a power failure leaves either written or not. */
    static final int LENGTH = 512;

    /** Bytes of a sector that hold records. */
    static final int PAYLOAD = 492;

    private static final int PAYLOAD_AT = 16;
    private static final int CHECKSUM_AT = LENGTH - Integer.BYTES;
    /** The value of the start field if no record begins in the sector. */
    private static final int NONE = 0xffff;

    /** The state of a sector. */
    enum State {
        /** All zeros: allocated, but never written. */
        ZERO,
        /** Completely written. */
        VALID,
        /** Damaged. */
        BROKEN
    }

    private final Bytes run;
    private final ByteBuffer bytes;

    /**
     * Creates a view of a sector in a buffer.
     *
     * @param run the run's id, which the checksum covers, so that sectors of other journals are not valid
     * @param bytes {@value #LENGTH} bytes
     */
    JournalSector(Bytes run, ByteBuffer bytes) {
        this.run = run;
        this.bytes = bytes;
    }

    /** Returns the state of the sector. */
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

    /** Returns the number of sectors of the batch after this one. */
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

    /** Returns the payload. */
    ByteBuffer payload() {
        return bytes.slice(PAYLOAD_AT, length());
    }

    /** Returns the offset in the sector after the bytes of records. */
    int payloadEnd() {
        return PAYLOAD_AT + length();
    }

    /** Returns the payload from the start of the first record; requires {@link #hasStart}. */
    ByteBuffer payloadFromStart() {
        int start = Short.toUnsignedInt(bytes.getShort(14));
        return bytes.slice(PAYLOAD_AT + start, length() - start);
    }

    /** Clears the sector, and writes its header; the payload is then put into {@link #room}. */
    void begin(int batch, int index, int left) {
        for (int at = 0; at < LENGTH; at += Long.BYTES) {
            bytes.putLong(at, 0);
        }
        bytes.putInt(0, batch).putInt(4, index).putInt(8, left).putShort(14, (short) NONE);
    }

    /** Returns the unused part of the payload. */
    ByteBuffer room() {
        return bytes.slice(PAYLOAD_AT + length(), PAYLOAD - length());
    }

    /** Adds to the payload the bytes of a record that were put into {@link #room}. */
    void added(int count, boolean isStart) {
        if (isStart && !hasStart()) {
            bytes.putShort(14, (short) length());
        }
        bytes.putShort(12, (short) (length() + count));
    }

    /** Writes the checksum. */
    void end() {
        bytes.putInt(CHECKSUM_AT, checksum());
    }

    private int checksum() {
        CRC32C crc = new CRC32C();
        crc.update(run.asBuffer());
        crc.update(bytes.slice(0, CHECKSUM_AT));
        return (int) crc.getValue();
    }

    /** Returns the first sector of a journal. */
    static ByteBuffer preamble(Bytes run) {
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH).put(JournalFile.MAGIC.asBuffer());
        bytes.putInt(JournalFile.VERSION);
        new JournalSector(run, bytes).end();
        return bytes.clear();
    }
}
