package io.cowhand.qcow2;

import java.util.Locale;

/** The three masks of feature bits (section "Header", version 3 or higher). */
public enum FeatureGroup {
    /** A program that does not know a bit must not open the image. */
    INCOMPATIBLE(HeaderField.INCOMPATIBLE_FEATURES),
    /** A program that does not know a bit may ignore it. */
    COMPATIBLE(HeaderField.COMPATIBLE_FEATURES),
    /** A program that does not know a bit clears it when it writes. */
    AUTOCLEAR(HeaderField.AUTOCLEAR_FEATURES);

    private final String label = name().toLowerCase(Locale.ROOT);
    private final HeaderField field;

    FeatureGroup(HeaderField field) {
        this.field = field;
    }

    /** Returns the field that holds the mask. */
    public HeaderField field() {
        return field;
    }

    /** Returns the name in every recipe and output: lower case. */
    public String label() {
        return label;
    }
}
