package io.cowhand.plan;

/** The codes of problems that planning itself finds; rules and operations have their own. */
final class ProblemCode {

    /** The new header is longer than the first cluster. */
    static final String FIRST_CLUSTER_FULL = "first-cluster-full";
    /** The new header would cover bytes that belong to no part of the old one. */
    static final String UNKNOWN_DATA_IN_THE_WAY = "unknown-data-in-the-way";
    /** A step writes bytes after the first cluster. */
    static final String OUTSIDE_FIRST_CLUSTER = "outside-first-cluster";
    /** An operation violates the rules for operations. */
    static final String OPERATION_BUG = "operation-bug";
    /** Applying the recipe again changes the image again. */
    static final String NOT_IDEMPOTENT = "not-idempotent";
    /** Another backing format replaces the one that the image had. */
    static final String BACKING_FORMAT_REPLACED = "backing-format-replaced";
    /** QEMU clears an autoclear bit that a step sets. */
    static final String QEMU_CLEARS_BIT = "qemu-clears-bit";
    /** QEMU does not keep an extension that a step writes. */
    static final String QEMU_DROPS_EXTENSION = "qemu-drops-extension";
    /** QEMU writes an extension that a step removes. */
    static final String QEMU_WRITES_EXTENSION = "qemu-writes-extension";
    /** QEMU reverses the order that a step gives to extensions. */
    static final String QEMU_REVERSES_EXTENSIONS = "qemu-reverses-extensions";

    /** A saved plan does not describe what it writes. */
    static final String PLAN_INCONSISTENT = "plan-inconsistent";

    private ProblemCode() {}
}
