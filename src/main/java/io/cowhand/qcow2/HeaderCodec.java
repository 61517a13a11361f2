package io.cowhand.qcow2;

import io.cowhand.bytes.Bytes;
import io.cowhand.problem.CommonCode;
import io.cowhand.problem.Location;
import io.cowhand.problem.Origin;
import io.cowhand.problem.Problem;
import io.cowhand.problem.Severity;
import io.cowhand.problem.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Decodes a window; {@link HeaderImage#encode} encodes it.
 *
 * <p>Every header with the magic number and a known version decodes, so that a malformed one can be shown, checked and
 * fixed: where a field makes it impossible to continue, the rest becomes the {@code tail}, and the rules report the
 * field. Every length is checked against the available bytes before anything is read or allocated.
 */
public final class HeaderCodec {

    /** The magic number, "QFI\xfb" (section "Header"). */
    public static final long MAGIC = 0x514649fbL;
    /** The length in bytes of the smallest window: the smallest cluster. Zeros follow a shorter file. */
    public static final int MIN_WINDOW = 1 << Limits.MIN_CLUSTER_BITS;
    /** The step in which a window grows, in bytes; also the length of the first window. */
    public static final int WINDOW_STEP = 4096;

    /** The bit of the version that marks a header as half-written; no version will ever have it. */
    private static final long MARK_BIT = 0x8000_0000L;

    private HeaderCodec() {}

    /**
     * Returns the mark with which an image begins while its header is being written: the magic number, and the version
     * with its highest bit set. QEMU detects a qcow2 image (never a raw one) of a version that it does not support.
     *
     * @param window the window, of any version
     */
    public static Bytes mark(Bytes window) {
        long version = HeaderField.VERSION.read(window);
        return Bytes.concat(List.of(
                Bytes.ofNumber(MAGIC, HeaderField.MAGIC.width()),
                Bytes.ofNumber(MARK_BIT | (version == 2 ? 2 : 3), HeaderField.VERSION.width())));
    }

    /** Returns whether a window begins with the {@linkplain #mark mark} of a half-written header. */
    public static boolean isMarked(Bytes window) {
        return HeaderField.MAGIC.read(window) == MAGIC && isMarked(HeaderField.VERSION.read(window));
    }

    private static boolean isMarked(long version) {
        return version == (MARK_BIT | 2) || version == (MARK_BIT | 3);
    }

    /** The result of decoding a window. */
    public sealed interface Decoding {}

    /** The window holds a header. */
    public record Decoded(HeaderImage header) implements Decoding {}

    /**
     * The header extends past the window.
     *
     * @param window the least length in bytes of the window needed to continue; at most that of the first cluster
     */
    public record Incomplete(int window) implements Decoding {}

    /** The window holds no qcow2 header. */
    public record NotQcow2(Problem problem) implements Decoding {}

    /** The header has an unknown version. */
    public record UnknownVersion(Problem problem) implements Decoding {}

    /**
     * Decodes a window.
     *
     * @param window the image's first bytes, {@link #MIN_WINDOW} or more
     * @throws IllegalArgumentException if the window is shorter
     */
    public static Decoding decode(Bytes window) {
        if (window.length() < MIN_WINDOW) {
            throw new IllegalArgumentException("a window has at least " + MIN_WINDOW + " bytes");
        }
        long magic = HeaderField.MAGIC.read(window);
        if (magic != MAGIC) {
            return new NotQcow2(problem(
                    ProblemCode.NOT_QCOW2,
                    HeaderField.MAGIC,
                    magic,
                    "this is not a qcow2 image: it does not begin with \"QFI\\xfb\""));
        }
        long version = HeaderField.VERSION.read(window);
        if (version == 2 || version == 3) {
            return new Walk(window, (int) version).decode();
        }
        if (isMarked(version)) {
            return new UnknownVersion(new Problem(
                    CommonCode.HALF_WRITTEN,
                    Severity.ERROR,
                    Origin.COWHAND,
                    location(HeaderField.VERSION, version),
                    "Cowhand was interrupted while it wrote this header: run 'cowhand recover', with the state directory of"
                            + " that run"));
        }
        return new UnknownVersion(problem(
                ProblemCode.UNSUPPORTED_VERSION,
                HeaderField.VERSION,
                version,
                version == 1
                        ? "this is a qcow image of version 1, another format; qemu-img convert -f qcow -O qcow2 converts it"
                        : "version (offset 4) is " + version + ", only 2 and 3 are known"));
    }

    private static Problem problem(String code, HeaderField field, long value, String message) {
        return new Problem(code, Severity.ERROR, Origin.QEMU, location(field, value), message);
    }

    private static Location location(HeaderField field, long value) {
        return new Location.InHeader(field.specName(), OptionalLong.of(field.offset()), Value.of(value));
    }

    /** One pass over a window. */
    private static final class Walk {
        private final Bytes window;
        private final Bytes shortest;
        private final List<HeaderExtension> extensions = new ArrayList<>();

        Walk(Bytes window, int version) {
            this.window = window;
            this.shortest = window.slice(0, version < 3 ? HeaderField.V2_LENGTH : HeaderField.V3_MIN_LENGTH);
        }

        Decoding decode() {
            HeaderImage start = onlyFields(shortest);
            int clusterSize = start.clusterSize().orElse(0);
            long length = start.version() < 3 ? HeaderField.V2_LENGTH : start.get(HeaderField.HEADER_LENGTH);
            if (length < shortest.length() || length > clusterSize) {
                return new Decoded(start);
            }
            if (length > window.length()) {
                return new Incomplete((int) length);
            }
            HeaderImage whole = onlyFields(window.slice(0, (int) length));
            long nameOffset = whole.get(HeaderField.BACKING_FILE_OFFSET);
            long nameLength = nameOffset == 0 ? 0 : whole.get(HeaderField.BACKING_FILE_SIZE);
            boolean nameInCluster =
                    Long.compareUnsigned(nameOffset, clusterSize) <= 0 && nameLength <= clusterSize - nameOffset;
            // Checked first, since a name that begins inside the fields is not part of the layout.
            if (!whole.backingOffsetFits()) {
                return new Decoded(whole);
            }
            if (nameInCluster && nameLength > 0 && nameOffset + nameLength > window.length()) {
                return new Incomplete((int) (nameOffset + nameLength));
            }
            return extensions(whole, nameInCluster ? (int) nameLength : 0);
        }

        private HeaderImage onlyFields(Bytes fields) {
            return new HeaderImage(
                    fields,
                    List.of(),
                    Bytes.EMPTY,
                    Bytes.EMPTY,
                    Bytes.EMPTY,
                    window.slice(fields.length(), window.length()));
        }

        /** Walks the extensions as QEMU does: an extension must fit before its type is examined. */
        private Decoding extensions(HeaderImage whole, int nameLength) {
            int areaEnd = (int) whole.extensionAreaEnd();
            int at = whole.extensionsStart();
            int marker = 0;
            while (at < areaEnd) {
                int dataAt = at + HeaderExtension.HEADER_LENGTH;
                if (dataAt > areaEnd) {
                    break;
                }
                if (dataAt > window.length()) {
                    return new Incomplete(dataAt);
                }
                long magic = window.number(at, 4);
                long length = window.number(at + 4, 4);
                if (length > areaEnd - dataAt) {
                    break;
                }
                if (magic == ExtensionType.END) {
                    marker = HeaderExtension.HEADER_LENGTH;
                    break;
                }
                int dataEnd = dataAt + (int) length;
                int end = Math.min(dataEnd + HeaderExtension.paddingLength((int) length), areaEnd);
                if (end > window.length()) {
                    return new Incomplete(end);
                }
                extensions.add(new HeaderExtension(magic, window.slice(dataAt, dataEnd), window.slice(dataEnd, end)));
                at = end;
            }
            int markerEnd = at + marker;
            int nameAt = nameLength == 0 ? markerEnd : areaEnd;
            return new Decoded(new HeaderImage(
                    whole.fields(),
                    extensions,
                    window.slice(at, markerEnd),
                    window.slice(markerEnd, nameAt),
                    window.slice(nameAt, nameAt + nameLength),
                    window.slice(nameAt + nameLength, window.length())));
        }
    }
}
