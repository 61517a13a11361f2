package io.cowhand.inspect;

import io.cowhand.bytes.Bytes;
import io.cowhand.os.FileStatus;
import io.cowhand.problem.Problem;
import io.cowhand.qcow2.ImageFacts;

/** What reading an image's header gives. */
public sealed interface ReadResult {

    /**
     * The header could be taken apart; it may still break any rule.
     *
     * @param facts the header and the file's size
     * @param window what the header was taken from
     * @param file the file that was read
     */
    record Readable(ImageFacts facts, Bytes window, FileStatus file) implements ReadResult {}

    /** There is no header that can be taken apart; the problem says why. */
    sealed interface Failed extends ReadResult {
        /** What is wrong. */
        Problem problem();
    }

    /** The file is there, but is no qcow2 image. */
    record NotQcow2(Problem problem) implements Failed {}

    /** The header is of a version that is not known. */
    record UnknownVersion(Problem problem) implements Failed {}

    /** The file cannot be read. */
    record Unreadable(Problem problem) implements Failed {}
}
