package io.cowhand.recipe;

/** Bounds on the files of a recipe: far beyond any use, and far below what takes seconds to read. */
final class Limits {

    /** Bytes of a recipe, and of all files together that it includes. */
    static final int FILE_BYTES = 4 << 20;

    /** Bytes of a file that an argument names: the largest cluster of qcow2, and so the largest header. */
    static final int ARGUMENT_FILE_BYTES = 2 << 20;

    /** Levels of files that include others. */
    static final int INCLUDE_LEVELS = 16;

    /** Included files, each counted as often as it is included. */
    static final int INCLUDES = 1000;

    /**
     * Characters of all variables' values. A run's journal holds them in one record of at most 8 MiB, in which a
     * character takes up to six bytes.
     */
    static final int VARIABLES = 1 << 20;

    private Limits() {}
}
