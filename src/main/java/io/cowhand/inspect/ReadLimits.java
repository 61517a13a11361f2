package io.cowhand.inspect;

import java.util.concurrent.TimeUnit;

/** Bounds on reading an image, whatever its header declares. */
final class ReadLimits {

    /** Attempts to read an image that changes meanwhile. */
    static final int ATTEMPTS = 5;

    /** The interval at which a header that another run is writing is read again; writing takes some milliseconds. */
    static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /** The number of these intervals: ten seconds, longer than any disk takes. */
    static final int PAUSES = 2_000;

    /** LUKS headers; an image has one, and more are an attack on readers. */
    static final int LUKS_HEADERS = 16;

    /** Bytes of all bitmap tables together. */
    static final long BITMAP_TABLE_BYTES = 1L << 30;

    /** Bitmaps to report for each kind of defect. */
    static final int DEFECTS_OF_A_KIND = 16;

    /** Bytes of a snapshot's id or name to keep; QEMU's own are shorter than 256. */
    static final int SNAPSHOT_TEXT = 1024;

    /** Files in a chain of backing files: as many as libvirt reads (QEMU_DOMAIN_STORAGE_SOURCE_CHAIN_MAX_DEPTH). */
    static final int BACKING_FILES = 200;

    /** Names of backing files that are remembered: about 20 MB. Overlays of a base share few. */
    static final int REMEMBERED_NAMES = 1 << 16;

    /** Backing files that are remembered: about 10 MB. */
    static final int REMEMBERED_FILES = 1 << 14;

    private ReadLimits() {}
}
