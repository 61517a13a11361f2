package io.cowhand.qcow2;

/** How QEMU 7.2 treats a header field when it rewrites the header (qcow2_update_header). */
public enum FieldRewrite {
    /** Kept. */
    KEPT,
    /** Computed from the layout, by QEMU and by Cowhand; no edit sets it. */
    COMPUTED,
    /** Zeroed: QEMU does not know the field, which lies in what it considers padding. */
    ZEROED
}
