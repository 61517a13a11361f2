package io.cowhand.journal;

/** How much the journal takes at a time; all are this program's own. */
final class Limits {

    /** Bytes of a record, more than any has: two windows of the largest cluster, and names. */
    static final int RECORD = 8 << 20;

    /** Bytes that are allocated ahead of the last batch, at least. */
    static final int LEAST_AHEAD = 1 << 14;

    /** Bytes that are allocated ahead of the last batch, at most. */
    static final int MOST_AHEAD = 1 << 22;

    /** Sectors that are read in one call, at most. */
    static final int SECTORS_PER_READ = 128;

    /** Sectors that are written in one call, at most. */
    static final int SECTORS_PER_WRITE = 512;

    private Limits() {}
}
