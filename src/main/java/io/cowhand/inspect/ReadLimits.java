package io.cowhand.inspect;

import java.util.concurrent.TimeUnit;

/** How much is read of an image, whatever its header says, and how often. */
final class ReadLimits {

    /** Times that an image is read that changes meanwhile. */
    static final int ATTEMPTS = 5;

    /** Between looks at a header that another run is writing, which takes some milliseconds. */
    static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /** Ten seconds, which is longer than any disk takes. */
    static final int PAUSES = 2_000;

    /** LUKS headers; an image has one, and more are there to keep readers busy. */
    static final int LUKS_HEADERS = 16;

    /** Bytes of all bitmap tables together. */
    static final long BITMAP_TABLE_BYTES = 1L << 30;

    /** Bitmaps that are reported for each kind of defect. */
    static final int DEFECTS_OF_A_KIND = 16;

    /** Bytes of a snapshot's id or name that are kept; QEMU's own are shorter than 256. */
    static final int SNAPSHOT_TEXT = 1024;

    private ReadLimits() {}
}
