package io.cowhand.report.html;

import io.cowhand.bytes.Bytes;
import io.cowhand.qcow2.HeaderCodec;
import io.cowhand.qcow2.HeaderExtension;
import io.cowhand.qcow2.HeaderField;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.qcow2.HeaderRegion;
import io.cowhand.qcow2.HeaderRegions;
import io.cowhand.report.Count;
import io.cowhand.report.FieldText;
import io.cowhand.report.PayloadText;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The first cluster of an image in parts, as the page draws it.
 *
 * @param parts the parts in order, which tile the cluster
 */
record HeaderParts(List<Part> parts) {

    /** Bytes of a part that the page keeps; the usual window has no more. */
    private static final int KEPT = 4096;

    /** The most parts of a header that the page keeps; a header can consist of thousands of empty extensions. */
    private static final int MOST_PARTS = 200;

    HeaderParts {
        parts = List.copyOf(parts);
    }

    /**
     * A part.
     *
     * @param kind what it is
     * @param name its name
     * @param length the number of its bytes
     * @param hex its first bytes, without the zeros at their end
     * @param text returns its value in words; {@code ""} if the name says it all
     */
    record Part(HeaderRegion.Kind kind, String name, int length, String hex, Supplier<String> text) {

        private Part withoutWindow() {
            String words = text.get();
            return new Part(kind, name, length, hex, () -> words);
        }

        /** Returns whether this part is the same as one of the same name. */
        boolean isSame(Part other) {
            return length == other.length
                    && hex.equals(other.hex)
                    // Words take longer to make than bytes.
                    && (!isNamedElsewhere() || text.get().equals(other.text.get()));
        }

        /** Returns whether the words depend on other parts: the names of unknown feature bits are in an extension. */
        private boolean isNamedElsewhere() {
            return !hex.isEmpty()
                    && HeaderField.find(name)
                            .filter(field -> field.kind() == HeaderField.Kind.FEATURES)
                            .isPresent();
        }
    }

    /** Returns the same parts, which do not keep the window in memory. */
    HeaderParts withoutWindow() {
        return new HeaderParts(parts.stream().map(Part::withoutWindow).toList());
    }

    /** Returns about how many characters the parts take as JSON. */
    int characters() {
        return parts.stream()
                .mapToInt(part ->
                        part.name.length() + part.hex.length() + part.text.get().length())
                .sum();
    }

    /** Returns the parts of a window; nothing if it holds no header. */
    static Optional<HeaderParts> of(Bytes window) {
        return HeaderCodec.decode(window) instanceof HeaderCodec.Decoded decoded
                ? Optional.of(of(decoded.header(), window))
                : Optional.empty();
    }

    static HeaderParts of(HeaderImage header) {
        return of(header, header.encode());
    }

    private static HeaderParts of(HeaderImage header, Bytes window) {
        List<Part> parts = new ArrayList<>();
        Iterator<HeaderExtension> extensions = header.extensions().iterator();
        for (HeaderRegion region : HeaderRegions.of(header)) {
            Bytes bytes = window.slice(
                    Math.min(region.offset(), window.length()),
                    Math.min(region.end(), Math.min(window.length(), region.offset() + KEPT)));
            Supplier<String> text = switch (region.kind()) {
                case FIELD -> () -> field(header, region.name());
                case EXTENSION -> {
                    HeaderExtension extension = extensions.next();
                    yield () -> PayloadText.brief(extension);
                }
                case BACKING_FILE_NAME -> () -> PayloadText.name(bytes);
                case END_MARKER -> () -> "";
                case OTHER_FIELDS, MALFORMED_EXTENSION, GAP, SLACK -> () -> bytes.isZero() ? "zeros" : "data";
            };
            parts.add(new Part(
                    region.kind(),
                    region.name(),
                    region.length(),
                    bytes.withoutTrailingZeros().toHex(),
                    text));
        }
        return new HeaderParts(parts.size() <= MOST_PARTS ? parts : shortened(parts));
    }

    private static String field(HeaderImage header, String name) {
        return HeaderField.find(name)
                .map(field -> FieldText.value(header, field))
                .orElse("");
    }

    /** Returns the first parts, one for those after them, and the slack, so that the bytes in use remain known. */
    private static List<Part> shortened(List<Part> parts) {
        Part last = parts.get(parts.size() - 1);
        int end = last.kind() == HeaderRegion.Kind.SLACK ? parts.size() - 1 : parts.size();
        List<Part> others = parts.subList(MOST_PARTS, end);
        List<Part> shortened = new ArrayList<>(parts.subList(0, MOST_PARTS));
        if (!others.isEmpty()) {
            int length = others.stream().mapToInt(Part::length).sum();
            shortened.add(new Part(
                    HeaderRegion.Kind.EXTENSION, Count.of(others.size(), "more part"), length, "", () -> "not shown"));
        }
        shortened.addAll(parts.subList(end, parts.size()));
        return shortened;
    }
}
