package io.cowhand.apply;

/** Bounds on what recovery and rollback keep in memory. */
final class Limits {

    /** Images that later runs wrote, of some 300 bytes each; more are not told from those that other programs wrote. */
    static final int IMAGES_OF_LATER_RUNS = 1 << 16;

    private Limits() {}
}
