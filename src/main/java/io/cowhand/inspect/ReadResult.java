package io.cowhand.inspect;

import io.cowhand.bytes.Bytes;
import io.cowhand.os.FileStatus;
import io.cowhand.problem.Problem;
import io.cowhand.qcow2.ImageFacts;

/** The result of reading an image's header. */
public sealed interface ReadResult {

    /**
     * The header was decoded; it may still break any rule.
     *
     * @param facts the header and the file's size
     * @param window the bytes that the header was decoded from
     * @param file the file that was read
     */
    record Readable(ImageFacts facts, Bytes window, FileStatus file) implements ReadResult {}

    /** No header was decoded. */
    sealed interface Failed extends ReadResult {
        /** Returns why there is no header. */
        Problem problem();
    }

    /** The file is not a qcow2 image. */
    record NotQcow2(Problem problem) implements Failed {}

    /** The header has an unknown version. */
    record UnknownVersion(Problem problem) implements Failed {}

    /** The file cannot be read. */
    record Unreadable(Problem problem) implements Failed {}
}
