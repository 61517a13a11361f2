package io.cowhand.image;

/** How far a search for images goes. */
final class Limits {

    /** Links on one path; as many as the system follows (path_resolution(7)). */
    static final int LINKS = 40;

    /** Directories that are remembered on the way to images; images that are named one by one share a few. */
    static final int REMEMBERED_DIRECTORIES = 1024;

    /** Names in shared directories on one path: far more than any path has, far fewer than descriptors may be open. */
    static final int OPEN_NAMES = 256;

    /** How deep a glob goes into directories that others can exchange, as each of them is kept open. */
    static final int OPEN_DIRECTORIES = 256;

    private Limits() {}
}
