package io.cowhand.qcow2;

import io.cowhand.qcow2.HeaderRegion.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Divides the first cluster of an image into the parts of its header. */
public final class HeaderRegions {

    private final HeaderImage header;
    private final List<HeaderRegion> regions = new ArrayList<>();
    private int at;

    private HeaderRegions(HeaderImage header) {
        this.header = header;
    }

    /**
     * Returns the regions that tile the first cluster, in the order of their offsets, each after the one before it. If
     * the cluster size is not valid, they tile the window.
     */
    public static List<HeaderRegion> of(HeaderImage header) {
        HeaderRegions regions = new HeaderRegions(header);
        regions.divide();
        return List.copyOf(regions.regions);
    }

    private void divide() {
        fields();
        header.extensions().forEach(extension -> add(extension.encodedLength(), Kind.EXTENSION, extension.label()));
        add(header.endMarker().length(), Kind.END_MARKER);
        int end = header.clusterSize().orElse(header.windowLength());
        if (header.brokenExtension().isPresent()) {
            add((int) Math.min(header.extensionAreaEnd(), end) - at, Kind.MALFORMED_EXTENSION);
        } else {
            add(header.gap().length(), Kind.GAP);
        }
        add(header.name().length(), Kind.BACKING_FILE_NAME);
        add(end - at, Kind.SLACK);
    }

    private void fields() {
        List<HeaderRegion> parts = new ArrayList<>();
        for (HeaderField field : HeaderField.values()) {
            if (header.has(field)) {
                parts.add(new HeaderRegion(field.offset(), field.width(), Kind.FIELD, field.specName()));
            }
        }
        for (FieldGap gap : FieldGap.between(0, header.fields().length())) {
            parts.add(new HeaderRegion(
                    gap.offset(), gap.end() - gap.offset(), Kind.OTHER_FIELDS, Kind.OTHER_FIELDS.words()));
        }
        parts.sort(Comparator.comparingInt(HeaderRegion::offset));
        regions.addAll(parts);
        at = header.fields().length();
    }

    private void add(int length, Kind kind) {
        add(length, kind, kind.words());
    }

    private void add(int length, Kind kind, String name) {
        if (length > 0) {
            regions.add(new HeaderRegion(at, length, kind, name));
            at += length;
        }
    }
}
