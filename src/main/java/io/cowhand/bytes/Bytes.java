package io.cowhand.bytes;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * An immutable sequence of bytes; numbers in it are big-endian, as everywhere in qcow2.
 *
 * <p>Zeros at its end take no memory if it was read or put together: a window mostly consists of them, and many windows are
 * kept at the same time.
 */
public final class Bytes {

    /** No bytes. */
    public static final Bytes EMPTY = new Bytes(new byte[0], 0, 0, 0);

    /** The length of the digest that {@link #sha256} returns. */
    public static final int SHA256_LENGTH = 32;

    private static final int SCRATCH_LENGTH = 1 << 16;

    /** Zeros for comparing whole ranges. */
    private static final byte[] ZEROS = new byte[SCRATCH_LENGTH];

    private static final ByteBuffer ZERO_BUFFER = ByteBuffer.wrap(ZEROS);

    private static final int ZERO_BLOCK = 256;

    /** The number of bytes behind which mostly only zeros follow in what is read: few headers are longer. */
    private static final int USUAL_LENGTH = 4096;

    /** What bytes that are compared, or copied in part, are read into: an array takes twice as long if it is new (ReuseBenchmark). */
    private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::small);

    /** An array, and the buffer through which it is filled. */
    private static final class Scratch {
        private final byte[] array;
        private final ByteBuffer buffer;

        Scratch(byte[] array, ByteBuffer buffer) {
            this.array = array;
            this.buffer = buffer;
        }

        /** Returns one that is kept; its buffer is outside the heap, so that the system reads without one of its own. */
        static Scratch small() {
            return new Scratch(new byte[SCRATCH_LENGTH], ByteBuffer.allocateDirect(SCRATCH_LENGTH));
        }

        /** Returns one for up to {@code most} bytes. */
        static Scratch of(int most) {
            if (most <= SCRATCH_LENGTH) {
                return SCRATCH.get();
            }
            byte[] large = new byte[most];
            return new Scratch(large, ByteBuffer.wrap(large));
        }

        /** Reads up to {@code most} bytes, and returns their number. */
        int read(int most, Source source) throws IOException {
            buffer.clear().limit(most);
            source.fill(buffer);
            return buffer.position();
        }

        /** Returns the number of bytes that have to be looked at: those after them are zero. */
        int used(int length) {
            int rest = length - USUAL_LENGTH;
            return rest > 0
                            && length <= SCRATCH_LENGTH
                            && buffer.slice(USUAL_LENGTH, rest).equals(ZERO_BUFFER.slice(0, rest))
                    ? USUAL_LENGTH
                    : length;
        }

        /** Returns the array with the first bytes that were read. */
        byte[] array(int length) {
            if (buffer.isDirect()) {
                buffer.get(0, array, 0, length);
            }
            return array;
        }
    }

    /** A source of bytes. */
    @FunctionalInterface
    public interface Source {
        /**
         * Reads bytes into a buffer until it is full or the source ends. Must not retain the buffer, nor read or compare with
         * another source meanwhile.
         */
        void fill(ByteBuffer buffer) throws IOException;
    }

    private final byte[] array;
    private final int start;
    /** The number of bytes in the array; those after them are zero. */
    private final int stored;

    private final int length;

    /** The checksum; 0 if it is not computed yet. */
    private int checksum;

    private Bytes(byte[] array, int start, int stored, int length) {
        this.array = array;
        this.start = start;
        this.stored = stored;
        this.length = length;
    }

    private Bytes(byte[] whole) {
        this(whole, 0, whole.length, whole.length);
    }

    /** Reads up to {@code most} bytes from a source. */
    public static Bytes read(int most, Source source) throws IOException {
        Scratch scratch = Scratch.of(most);
        int length = scratch.read(most, source);
        int used = scratch.used(length);
        byte[] read = scratch.array(used);
        int stored = withoutTrailingZeros(read, 0, used);
        return new Bytes(Arrays.copyOf(read, stored), 0, stored, length);
    }

    /** Returns whether a source begins with these bytes. */
    public boolean isStartOf(Source source) throws IOException {
        return areStartOf(source, this);
    }

    /** Returns whether a source begins with the concatenation of the parts. */
    static boolean areStartOf(Source source, Bytes... parts) throws IOException {
        int length = 0;
        for (Bytes part : parts) {
            length += part.length;
        }
        Scratch scratch = Scratch.of(length);
        int found = scratch.read(length, source);
        byte[] read = scratch.array(found);
        int at = 0;
        for (Bytes part : parts) {
            if (!Arrays.equals(read, at, at + part.stored, part.array, part.start, part.start + part.stored)
                    || !isZero(read, at + part.stored, at + part.length)) {
                return false;
            }
            at += part.length;
        }
        return found == length;
    }

    /** Returns a copy of the remaining bytes of a buffer, whose position does not change. */
    public static Bytes copyOf(ByteBuffer buffer) {
        byte[] copy = new byte[buffer.remaining()];
        buffer.duplicate().get(copy);
        return new Bytes(copy);
    }

    /** Returns the low eight bits of each value. */
    public static Bytes of(int... values) {
        byte[] copy = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            copy[i] = (byte) values[i];
        }
        return new Bytes(copy);
    }

    /** Returns a text encoded in UTF-8. */
    public static Bytes utf8(String text) {
        return new Bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Parses pairs of hexadecimal digits.
     *
     * @throws IllegalArgumentException if the text is malformed
     */
    public static Bytes hex(String digits) {
        return new Bytes(HexFormat.of().parseHex(digits));
    }

    /** Parses pairs of hexadecimal digits, ignoring white space; returns nothing if the text is malformed. */
    public static Optional<Bytes> parseHex(String text) {
        String digits = text.replaceAll("\\s", "");
        boolean isHex = digits.length() % 2 == 0 && digits.chars().allMatch(HexFormat::isHexDigit);
        return isHex ? Optional.of(hex(digits)) : Optional.empty();
    }

    /** Returns zero bytes. */
    public static Bytes zeros(int length) {
        if (length < 0) {
            throw new NegativeArraySizeException(String.valueOf(length));
        }
        return new Bytes(EMPTY.array, 0, 0, length);
    }

    /** Returns a number as {@code width} bytes (1 to 8), big-endian; higher bits are discarded. */
    public static Bytes ofNumber(long value, int width) {
        byte[] encoded = new byte[width];
        for (int i = 0; i < width; i++) {
            encoded[i] = (byte) (value >>> (8 * (width - 1 - i)));
        }
        return new Bytes(encoded);
    }

    /** Returns the concatenation of the parts. */
    public static Bytes concat(List<Bytes> parts) {
        int length = 0;
        int stored = 0;
        for (Bytes part : parts) {
            stored = part.stored > 0 ? length + part.stored : stored;
            length += part.length;
        }
        byte[] all = new byte[stored];
        int at = 0;
        for (Bytes part : parts) {
            System.arraycopy(part.array, part.start, all, Math.min(at, stored), part.stored);
            at += part.length;
        }
        return new Bytes(all, 0, stored, length);
    }

    /** Returns whether these bytes equal the {@linkplain #concat concatenation} of the parts. */
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

    /** Returns the number of bytes. */
    public int length() {
        return length;
    }

    /** Returns whether there are no bytes. */
    public boolean isEmpty() {
        return length == 0;
    }

    /** Returns the byte at an offset, 0 to 255. */
    public int u8(int offset) {
        return Objects.checkIndex(offset, length) < stored ? array[start + offset] & 0xff : 0;
    }

    /** Returns the big-endian number in {@code width} bytes (1 to 8); with eight bytes, it is unsigned. */
    public long number(int offset, int width) {
        Objects.checkFromIndexSize(offset, width, length);
        int at = start + offset;
        if (offset + width > stored) {
            return numberAtTheEnd(offset, width);
        }
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

    private long numberAtTheEnd(int offset, int width) {
        long value = 0;
        for (int i = offset; i < offset + width; i++) {
            value = value << 8 | u8(i);
        }
        return value;
    }

    private int int32(int at) {
        return array[at] << 24 | (array[at + 1] & 0xff) << 16 | (array[at + 2] & 0xff) << 8 | array[at + 3] & 0xff;
    }

    /** Returns the bytes from {@code from}, inclusive, to {@code to}, exclusive; shares storage. */
    public Bytes slice(int from, int to) {
        Objects.checkFromToIndex(from, to, length);
        if (from == to) {
            return EMPTY;
        }
        if (to - from == length) {
            return this;
        }
        return from >= stored
                ? zeros(to - from)
                : new Bytes(array, start + from, Math.min(stored, to) - from, to - from);
    }

    /** Returns equal bytes that do not keep a much larger array in memory. */
    public Bytes detached() {
        return stored >= array.length / 2
                ? this
                : new Bytes(Arrays.copyOfRange(array, start, start + stored), 0, stored, length);
    }

    /** Returns a copy with the bytes at {@code offset} replaced; the length does not change. */
    public Bytes with(int offset, Bytes replacement) {
        Objects.checkFromIndexSize(offset, replacement.length, length);
        int end = offset + replacement.stored;
        byte[] copy = new byte[Math.max(stored, replacement.stored > 0 ? end : 0)];
        System.arraycopy(array, start, copy, 0, stored);
        System.arraycopy(replacement.array, replacement.start, copy, Math.min(offset, copy.length), replacement.stored);
        int zeroEnd = Math.min(offset + replacement.length, copy.length);
        if (end < zeroEnd) {
            Arrays.fill(copy, end, zeroEnd, (byte) 0);
        }
        return new Bytes(copy, 0, copy.length, length);
    }

    /** Returns the first {@code size} bytes, padded with zeros if there are fewer. */
    public Bytes resized(int size) {
        return size <= length ? slice(0, size) : new Bytes(array, start, stored, size);
    }

    /** Returns the bytes up to the last one that is not zero. */
    public Bytes withoutTrailingZeros() {
        return slice(0, withoutTrailingZeros(array, start, start + stored) - start);
    }

    /** Returns where the zeros at the end of a range begin. */
    private static int withoutTrailingZeros(byte[] array, int from, int to) {
        int end = to;
        // Whole blocks first, since comparing 256 bytes takes as long as looking at a few.
        while (end - from >= ZERO_BLOCK && isZero(array, end - ZERO_BLOCK, end)) {
            end -= ZERO_BLOCK;
        }
        while (end > from && array[end - 1] == 0) {
            end--;
        }
        return end;
    }

    private static boolean isZero(byte[] array, int from, int to) {
        for (int at = from; at < to; at += ZEROS.length) {
            int part = Math.min(ZEROS.length, to - at);
            if (!Arrays.equals(array, at, at + part, ZEROS, 0, part)) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether every byte is zero; true if there are no bytes. */
    public boolean isZero() {
        return isZero(array, start, start + stored);
    }

    /** Returns the offset of the first byte that differs from {@code other}; -1 if they are equal. */
    public int mismatch(Bytes other) {
        int both = Math.min(stored, other.stored);
        int first = Arrays.mismatch(array, start, start + both, other.array, other.start, other.start + both);
        if (first >= 0) {
            return first;
        }
        int shorter = Math.min(length, other.length);
        first = Math.max(firstNonZero(both, shorter), other.firstNonZero(both, shorter));
        if (first >= 0) {
            return first;
        }
        return length == other.length ? -1 : shorter;
    }

    /** Returns the offset of the first byte in a range that is not zero; -1 if there is none. */
    private int firstNonZero(int from, int to) {
        for (int at = from; at < Math.min(to, stored); at++) {
            if (array[start + at] != 0) {
                return at;
            }
        }
        return -1;
    }

    /** Returns an array that begins with all bytes at {@link #wholeStart}. */
    private byte[] whole() {
        return stored == length ? array : Arrays.copyOf(Arrays.copyOfRange(array, start, start + stored), length);
    }

    private int wholeStart() {
        return stored == length ? start : 0;
    }

    /** Returns the bytes in base64 (RFC 4648, section 4). */
    public String toBase64() {
        return StandardCharsets.US_ASCII
                .decode(Base64.getEncoder().encode(ByteBuffer.wrap(whole(), wholeStart(), length)))
                .toString();
    }

    /** Parses base64; returns nothing if the text is malformed. */
    public static Optional<Bytes> parseBase64(String text) {
        try {
            return Optional.of(new Bytes(Base64.getDecoder().decode(text)));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** Returns the bytes before the first zero byte, as a C program reads a string. */
    public Bytes untilZero() {
        int end = 0;
        while (end < stored && array[start + end] != 0) {
            end++;
        }
        return slice(0, end);
    }

    /** Returns the SHA-256 digest of the bytes. */
    public Bytes sha256() {
        return sha256(this);
    }

    /** Returns the SHA-256 digest of the concatenation of the parts. */
    public static Bytes sha256(Bytes... parts) {
        MessageDigest digest = newSha256();
        for (Bytes part : parts) {
            part.update(digest);
        }
        return result(digest);
    }

    /** Returns the digest of no bytes: a clone, since looking up the provider takes longer than most digests. */
    static MessageDigest newSha256() {
        return copyOf(Sha256.NEW);
    }

    /** Returns a digest in the same state. */
    static MessageDigest copyOf(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException("the platform's own digests are cloneable", impossible);
        }
    }

    /** Adds these bytes to a digest. */
    public void update(MessageDigest digest) {
        digest.update(whole(), wholeStart(), length);
    }

    /**
     * Returns a checksum; equal bytes have the same one. Processors have an instruction for it: a loop over the bytes of a
     * header, compiled by C1, takes longer than reading the image.
     */
    int checksum() {
        // Several threads may compute it; all get the same value.
        int known = checksum;
        if (known == 0) {
            CRC32C sum = new CRC32C();
            sum.update(array, start, withoutTrailingZeros(array, start, start + stored) - start);
            known = (int) sum.getValue();
            checksum = known;
        }
        return known;
    }

    /** Completes a digest. */
    static Bytes result(MessageDigest digest) {
        return new Bytes(digest.digest());
    }

    /** Created on first use, since that takes a few milliseconds and most commands need no digest. */
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

    /** Returns a read-only view. */
    public ByteBuffer asBuffer() {
        return ByteBuffer.wrap(whole(), wholeStart(), length).slice().asReadOnlyBuffer();
    }

    /** Returns two lower-case hexadecimal digits for each byte. */
    public String toHex() {
        return HexFormat.of().formatHex(whole(), wholeStart(), wholeStart() + length);
    }

    /** Returns the text, if these bytes are well-formed UTF-8. */
    public Optional<String> asUtf8() {
        // A decoder takes many times as long as creating a string, which has U+FFFD for what is malformed.
        String text = display();
        if (text.indexOf('\ufffd') < 0) {
            return Optional.of(text);
        }
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(asBuffer()).toString());
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
    }

    /** Returns the text for display, with U+FFFD for bytes that are not UTF-8. Not escaped. */
    public String display() {
        return new String(whole(), wholeStart(), length, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof Bytes that && length == that.length && (sharesStorage(that) || mismatch(that) < 0);
    }

    private boolean sharesStorage(Bytes other) {
        return array == other.array && start == other.start && stored == other.stored;
    }

    @Override
    public int hashCode() {
        int hash = length;
        int end = withoutTrailingZeros(array, start, start + stored);
        for (int i = start; i < end; i++) {
            hash = 31 * hash + array[i];
        }
        return hash;
    }

    /** Returns the hexadecimal digits of at most 32 bytes. */
    @Override
    public String toString() {
        return length <= 32 ? toHex() : slice(0, 32).toHex() + "… (" + length + " bytes)";
    }
}
