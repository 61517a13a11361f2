package io.cowhand.inspect;

import io.cowhand.problem.Problem;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.target.FileIdentity;

/** What reading an image's header gives. */
public sealed interface Reading {

    /**
     * The header could be taken apart; it may still break any rule.
     *
     * @param facts the header and the file's size
     * @param identity the file that was read
     */
    record Readable(ImageFacts facts, FileIdentity identity) implements Reading {}

    /** The file is there, but is no qcow2 image. */
    record NotQcow2(Problem problem) implements Reading {}

    /** The file cannot be read, or its header is of a version that is not known. */
    record Unreadable(Problem problem) implements Reading {}
}
