package io.cowhand.apply;

/** Bounds on what recovery and rollback keep in memory. */
final class Limits {

    /** The maximum number of images that later runs wrote, about 300 bytes each; others count as another program's. */
    static final int IMAGES_OF_LATER_RUNS = 1 << 16;

    private Limits() {}
}
