package io.cowhand.os;

/** Bounds on what the system and the command line may say. */
final class Limits {

    /** Symbolic links on one path; as many as the kernel follows (path_resolution(7)). */
    static final int LINKS = 40;

    /** Bytes of a symbolic link's target (PATH_MAX). */
    static final int LINK_TARGET = 4096;

    /** Digits of a duration: the number never overflows, and as milliseconds it is up to eleven days. */
    static final int DURATION_DIGITS = 9;

    private Limits() {}
}
