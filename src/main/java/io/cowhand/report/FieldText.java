package io.cowhand.report;

import io.cowhand.bytes.Bytes;
import io.cowhand.qcow2.ExtensionPayload;
import io.cowhand.qcow2.ExtensionType;
import io.cowhand.qcow2.FeatureBit;
import io.cowhand.qcow2.FeatureGroup;
import io.cowhand.qcow2.HeaderField;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.qcow2.KnownFeature;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** The values of header fields in words. */
public final class FieldText {

    private FieldText() {}

    /** Returns the value of a field, with its meaning or in a larger unit. */
    public static String value(HeaderImage header, HeaderField field) {
        long value = header.get(field);
        String number = Long.toUnsignedString(value);
        return switch (field.kind()) {
            case MAGIC -> ExtensionType.hex(value);
            case NUMBER ->
                number + field.meaning(value).map(word -> " (" + word + ")").orElse("");
            case HEADER_OFFSET, TABLE_OFFSET -> number + (value == 0 ? "" : " (0x" + Long.toHexString(value) + ")");
            case SIZE -> ByteCount.inFull(value);
            case SHIFT ->
                field == HeaderField.CLUSTER_BITS
                        ? number
                                + header.clusterSize().stream()
                                        .mapToObj(size -> " (" + ByteCount.of(size) + ")")
                                        .findFirst()
                                        .orElse("")
                        : number + (Long.compareUnsigned(value, 6) <= 0 ? " (" + (1 << value) + " bits)" : "");
            case FEATURES -> features(header, field);
        };
    }

    private static String features(HeaderImage header, HeaderField field) {
        String set = Arrays.stream(FeatureGroup.values())
                .filter(group -> group.field() == field)
                .flatMap(group -> header.features(group).stream())
                .map(bit -> bit.label()
                        + vendorName(header, bit)
                                .map(name -> " " + PayloadText.name(name))
                                .orElse(""))
                .collect(Collectors.joining(", "));
        return set.isEmpty() ? "none" : set;
    }

    /** Returns the name of an unknown bit in the image's own feature name table. */
    private static Optional<Bytes> vendorName(HeaderImage header, FeatureBit bit) {
        return KnownFeature.find(bit).isPresent()
                ? Optional.empty()
                : header.payload(ExtensionType.FEATURE_NAMES, ExtensionPayload.FeatureNames.class)
                        .flatMap(names -> names.name(bit));
    }
}
