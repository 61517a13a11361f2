package io.cowhand.qcow2;

/** What becomes of a header field when QEMU 7.2 rewrites the header (qcow2_update_header). */
public enum FieldRewrite {
    /** QEMU writes the value that it read. */
    KEPT,
    /** QEMU computes the value from the layout; so does Cowhand, and no edit sets it. */
    COMPUTED,
    /** QEMU does not know the field and writes zeros: the field lies where QEMU has padding. */
    ZEROED
}
