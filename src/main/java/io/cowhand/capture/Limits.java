package io.cowhand.capture;

/** Bounds on captures, whatever they declare. */
final class Limits {

    /** Bytes of one file that a capture holds: a first cluster has at most 2 MiB, and tables rarely 100 KiB. */
    static final int CONTENT = 8 << 20;

    /** Bytes of contents after which a pack is complete: small enough to be read for one file in it. */
    static final int PACK = 1 << 20;

    /** Bytes of the largest pack: one that was almost complete when the largest file was added. */
    static final int LARGEST_PACK = PACK + CONTENT + (1 << 20);

    /** Bytes of packs to keep in memory. */
    static final long CACHED_PACKS = 64L << 20;

    /** Bytes of the zip's directory and of the manifest, which has a line for each pack. */
    static final int DIRECTORY = 16 << 20;

    /** Bytes of the list of mounts. */
    static final int MOUNTS = 16 << 20;

    /** Symbolic links on one path; as many as the kernel follows (path_resolution(7)). */
    static final int LINKS = 40;

    /** Directories and links that are remembered while files are recorded. */
    static final int REMEMBERED = 1 << 16;

    private Limits() {}
}
