package io.cowhand.image;

/** Bounds on a search for images. */
final class Limits {

    /** Symbolic links on one path; as many as the kernel follows (path_resolution(7)). */
    static final int LINKS = 40;

    /** Directories that are remembered on the way to images; images that are named one by one share a few. */
    static final int REMEMBERED_DIRECTORIES = 1024;

    /** Directories in shared ones that are kept open on the way to images: far fewer than descriptors may be open. */
    static final int KEPT_OPEN = 16;

    /** Names in shared directories on one path: far more than any path has, far fewer than descriptors may be open. */
    static final int OPEN_NAMES = 256;

    /** Depth of a glob's search in directories that other users can replace, since each of them is kept open. */
    static final int OPEN_DIRECTORIES = 256;

    private Limits() {}
}
