package io.cowhand.rule;

import io.cowhand.problem.Location;
import io.cowhand.problem.Origin;
import io.cowhand.problem.Problem;
import io.cowhand.problem.Severity;
import io.cowhand.problem.Value;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/** What can be wrong between an image and its backing file. */
public enum BackingRule {
    /** The name of the backing file leads to none of the files that may be read. */
    NOT_FOUND("backing-not-found", Severity.WARNING),
    /** There is no file of that name. */
    MISSING("backing-file-missing", Severity.ERROR),
    /** The image is backed by itself, directly or through others. */
    LOOP("backing-loop", Severity.ERROR),
    /** More files back the image than are allowed. */
    CHAIN_TOO_LONG("backing-chain-too-long", Severity.WARNING),
    /** The backing file has another format than the image says. */
    FORMAT_MISMATCH("backing-format-mismatch", Severity.WARNING),
    /** The backing file is smaller than the image. */
    SMALLER("backing-file-smaller", Severity.WARNING),
    /** The backing file is larger than the image. */
    LARGER("backing-file-larger", Severity.WARNING),
    /** A program has the backing file open for writing. */
    WRITTEN("backing-file-written", Severity.WARNING),
    /** No image has the file as its backing file. */
    UNUSED("backing-file-unused", Severity.NOTICE);

    private final String code;
    private final Severity severity;

    BackingRule(String code, Severity severity) {
        this.code = code;
        this.severity = severity;
    }

    /** Returns the code of the problem. */
    public String code() {
        return code;
    }

    /** Returns all codes. */
    public static List<String> codes() {
        return Arrays.stream(values()).map(BackingRule::code).toList();
    }

    /** Returns a problem of an image as a whole. */
    public Problem problem(String message) {
        return new Problem(code, severity, Origin.COWHAND, Location.NOWHERE, message);
    }

    /** Returns a problem of one part of a header. */
    public Problem problem(String field, Value value, String message) {
        return new Problem(
                code, severity, Origin.COWHAND, new Location.InHeader(field, OptionalLong.empty(), value), message);
    }
}
