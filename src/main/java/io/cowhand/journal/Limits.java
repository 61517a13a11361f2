package io.cowhand.journal;

/** Bounds on a journal's records and on single calls; all are Cowhand's own. */
final class Limits {

    /** Bytes of a record; the longest holds two windows of the largest cluster, and names. */
    static final int RECORD = 8 << 20;

    /** The least number of bytes to allocate beyond the last batch. */
    static final int LEAST_AHEAD = 1 << 14;

    /** The greatest number of bytes to allocate beyond the last batch. */
    static final int MOST_AHEAD = 1 << 22;

    /** Sectors to read in one call. */
    static final int SECTORS_PER_READ = 128;

    /** Sectors to write in one call. */
    static final int SECTORS_PER_WRITE = 512;

    private Limits() {}
}
