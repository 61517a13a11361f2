package io.cowhand.qcow2py;

/** Bounds that the script does not have, beyond which a command gives up. */
final class Limits {

    /** Bytes of standard input: more than the largest cluster. */
    static final int STANDARD_INPUT = 4 << 20;

    /** Header extensions. */
    static final int EXTENSIONS = 1_000_000;

    /** Bytes that are kept of a header: text, bitmap directories and bitmap tables together. */
    static final long KEPT_BYTES = 32L << 20;

    /** Bytes of memory that a bitmaps extension or a bitmap takes at least. */
    static final int OVERHEAD = 256;

    /** The largest cluster_bits for which the cluster size is computed, to be printed. */
    static final long CLUSTER_BITS = 4096;

    /** Digits of a number: Python's own limit (sys.int_info.default_max_str_digits). */
    static final int DIGITS = 4300;

    private Limits() {}
}
