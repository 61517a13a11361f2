package io.cowhand.bytes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** An immutable run of bytes; numbers in it are big-endian, as everywhere in qcow2. */
public final class Bytes {

    /** No bytes. */
    public static final Bytes EMPTY = new Bytes(new byte[0], 0, 0);

    /** Bytes of what {@link #sha256} gives. */
    public static final int SHA256_LENGTH = 32;

    /** To compare with, many bytes at a time, and to share. */
    private static final byte[] ZEROS = new byte[4096];

    private static final int SCRATCH_LENGTH = 4096;

    /** For what is only read to be compared: 4 KiB take 2 µs, and 5 µs with an array of their own. */
    private static final ThreadLocal<byte[]> SCRATCH = ThreadLocal.withInitial(() -> new byte[SCRATCH_LENGTH]);

    /** Where bytes are read from. */
    @FunctionalInterface
    public interface Source {
        /** Puts bytes into a buffer, fewer than fit where there are no more; must neither keep it nor compare
         * with a source itself. */
        void fill(ByteBuffer buffer) throws IOException;
    }

    private final byte[] array;
    private final int start;
    private final int length;

    private Bytes(byte[] array, int start, int length) {
        this.array = array;
        this.start = start;
        this.length = length;
    }

    /** Up to {@code most} bytes of a source. */
    public static Bytes read(int most, Source source) throws IOException {
        byte[] read = new byte[most];
        ByteBuffer buffer = ByteBuffer.wrap(read);
        source.fill(buffer);
        return new Bytes(read, 0, buffer.position());
    }

    /** Whether a source begins with these bytes. */
    public boolean isStartOf(Source source) throws IOException {
        return areStartOf(source, this);
    }

    /** Whether a source begins with these bytes, one part after the other. */
    static boolean areStartOf(Source source, Bytes... parts) throws IOException {
        int length = 0;
        for (Bytes part : parts) {
            length += part.length;
        }
        byte[] read = length <= SCRATCH_LENGTH ? SCRATCH.get() : new byte[length];
        ByteBuffer buffer = ByteBuffer.wrap(read, 0, length);
        source.fill(buffer);
        int at = 0;
        for (Bytes part : parts) {
            if (Arrays.mismatch(read, at, at + part.length, part.array, part.start, part.start + part.length) >= 0) {
                return false;
            }
            at += part.length;
        }
        return buffer.position() == length;
    }

    /** What remains in a buffer, copied; the buffer's position does not move. */
    public static Bytes copyOf(ByteBuffer buffer) {
        byte[] copy = new byte[buffer.remaining()];
        buffer.duplicate().get(copy);
        return new Bytes(copy, 0, copy.length);
    }

    /** The given values' low eight bits. */
    public static Bytes of(int... values) {
        byte[] copy = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            copy[i] = (byte) values[i];
        }
        return new Bytes(copy, 0, copy.length);
    }

    /** A text in UTF-8. */
    public static Bytes utf8(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        return new Bytes(encoded, 0, encoded.length);
    }

    /**
     * Pairs of hexadecimal digits.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static Bytes hex(String digits) {
        byte[] parsed = HexFormat.of().parseHex(digits);
        return new Bytes(parsed, 0, parsed.length);
    }

    /** Returns the bytes that pairs of hexadecimal digits with white space anywhere give; nothing for any other text. */
    public static Optional<Bytes> parseHex(String text) {
        String digits = text.replaceAll("\\s", "");
        boolean isHex = digits.length() % 2 == 0 && digits.chars().allMatch(HexFormat::isHexDigit);
        return isHex ? Optional.of(hex(digits)) : Optional.empty();
    }

    /** A number of zero bytes. */
    public static Bytes zeros(int length) {
        return length >= 0 && length <= ZEROS.length
                ? new Bytes(ZEROS, 0, length)
                : new Bytes(new byte[length], 0, length);
    }

    /** A number in {@code width} bytes, 1 to 8, big-endian; higher bits are cut. */
    public static Bytes ofNumber(long value, int width) {
        byte[] encoded = new byte[width];
        for (int i = 0; i < width; i++) {
            encoded[i] = (byte) (value >>> (8 * (width - 1 - i)));
        }
        return new Bytes(encoded, 0, width);
    }

    /** All parts, one after the other. */
    public static Bytes concat(List<Bytes> parts) {
        int length = 0;
        for (Bytes part : parts) {
            length += part.length;
        }
        byte[] all = new byte[length];
        int at = 0;
        for (Bytes part : parts) {
            System.arraycopy(part.array, part.start, all, at, part.length);
            at += part.length;
        }
        return new Bytes(all, 0, all.length);
    }

    /** Whether these are all parts, one after the other; the same as to compare with what {@link #concat} gives. */
    public boolean isConcat(List<Bytes> parts) {
        int at = 0;
        for (Bytes part : parts) {
            if (part.length > length - at || !slice(at, at + part.length).equals(part)) {
                return false;
            }
            at += part.length;
        }
        return at == length;
    }

    /** How many bytes there are. */
    public int length() {
        return length;
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return length == 0;
    }

    /** One byte, 0 to 255. */
    public int u8(int offset) {
        return array[start + Objects.checkIndex(offset, length)] & 0xff;
    }

    /** The big-endian number in {@code width} bytes, 1 to 8; one of eight bytes is to be read as unsigned. */
    public long number(int offset, int width) {
        Objects.checkFromIndexSize(offset, width, length);
        int at = start + offset;
        if (width == Integer.BYTES) {
            return int32(at) & 0xffff_ffffL;
        }
        if (width == Long.BYTES) {
            return (long) int32(at) << Integer.SIZE | int32(at + Integer.BYTES) & 0xffff_ffffL;
        }
        long value = 0;
        for (int i = at; i < at + width; i++) {
            value = value << 8 | (array[i] & 0xff);
        }
        return value;
    }

    private int int32(int at) {
        return array[at] << 24 | (array[at + 1] & 0xff) << 16 | (array[at + 2] & 0xff) << 8 | array[at + 3] & 0xff;
    }

    /** The bytes from {@code from} up to, not including, {@code to}; shares storage. */
    public Bytes slice(int from, int to) {
        Objects.checkFromToIndex(from, to, length);
        return from == to ? EMPTY : new Bytes(array, start + from, to - from);
    }

    /** The same bytes without the much larger array that they may be a slice of. */
    public Bytes detached() {
        return array == ZEROS || length >= array.length / 2
                ? this
                : new Bytes(Arrays.copyOfRange(array, start, start + length), 0, length);
    }

    /** The same bytes with those at {@code offset} replaced; the length stays. */
    public Bytes with(int offset, Bytes replacement) {
        Objects.checkFromIndexSize(offset, replacement.length, length);
        byte[] copy = Arrays.copyOfRange(array, start, start + length);
        System.arraycopy(replacement.array, replacement.start, copy, offset, replacement.length);
        return new Bytes(copy, 0, length);
    }

    /** The first {@code size} bytes, filled up with zeros where there are fewer. */
    public Bytes resized(int size) {
        if (size <= length) {
            return slice(0, size);
        }
        byte[] copy = new byte[size];
        System.arraycopy(array, start, copy, 0, length);
        return new Bytes(copy, 0, size);
    }

    /** The bytes up to the last that is not zero. */
    public Bytes withoutTrailingZeros() {
        if (isZero()) {
            return EMPTY;
        }
        int end = length;
        while (end > 0 && array[start + end - 1] == 0) {
            end--;
        }
        return slice(0, end);
    }

    /** Whether every byte is zero; true for none. */
    public boolean isZero() {
        if (array == ZEROS) {
            return true;
        }
        for (int at = start; at < start + length; at += ZEROS.length) {
            int part = Math.min(ZEROS.length, start + length - at);
            if (Arrays.mismatch(array, at, at + part, ZEROS, 0, part) >= 0) {
                return false;
            }
        }
        return true;
    }

    /** The offset of the first byte that differs from {@code other}, of the same length; -1 for equal ones. */
    public int mismatch(Bytes other) {
        return Arrays.mismatch(array, start, start + length, other.array, other.start, other.start + other.length);
    }

    /** The bytes before the first zero byte: what a C program takes for the text. */
    public Bytes untilZero() {
        int end = 0;
        while (end < length && array[start + end] != 0) {
            end++;
        }
        return slice(0, end);
    }

    /** The SHA-256 digest of the bytes. */
    public Bytes sha256() {
        return sha256(this);
    }

    /** The SHA-256 digest of all parts, one after the other. */
    public static Bytes sha256(Bytes... parts) {
        try {
            // To look for the provider each time would take longer than most digests.
            MessageDigest digest = (MessageDigest) Sha256.NEW.clone();
            for (Bytes part : parts) {
                digest.update(part.array, part.start, part.length);
            }
            return new Bytes(digest.digest(), 0, SHA256_LENGTH);
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException("the platform's own digests can be cloned", impossible);
        }
    }

    /** Made on first use, as it takes a few milliseconds and most commands need no digest. */
    private static final class Sha256 {
        static final MessageDigest NEW = make();

        private static MessageDigest make() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException("every Java platform has SHA-256", impossible);
            }
        }
    }

    /** A read-only view for writing to a channel. */
    public ByteBuffer asBuffer() {
        return ByteBuffer.wrap(array, start, length).slice().asReadOnlyBuffer();
    }

    /** Lower-case hexadecimal digits, two for each byte. */
    public String toHex() {
        return HexFormat.of().formatHex(array, start, start + length);
    }

    /** The text, where these bytes are well-formed UTF-8. */
    public Optional<String> asUtf8() {
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(asBuffer()).toString());
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }

    /** The text for display: U+FFFD stands where the bytes are not UTF-8. Not escaped. */
    public String display() {
        return new String(array, start, length, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof Bytes that && length == that.length && (sharesStorage(that) || mismatch(that) < 0);
    }

    private boolean sharesStorage(Bytes other) {
        return array == other.array && start == other.start;
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = start; i < start + length; i++) {
            hash = 31 * hash + array[i];
        }
        return hash;
    }

    /** Hexadecimal digits, cut after 32 bytes. */
    @Override
    public String toString() {
        return length <= 32 ? toHex() : slice(0, 32).toHex() + "… (" + length + " bytes)";
    }
}
