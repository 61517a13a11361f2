package io.cowhand.plan;

import io.cowhand.bytes.Bytes;
import io.cowhand.problem.CommonCode;
import io.cowhand.problem.Problem;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.rule.HeaderRule;
import io.cowhand.rule.HeaderRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The only place that decides whether an edit may do harm.
 *
 * <p>Before a step, the header breaks no rule that QEMU enforces when it opens an image for writing; after it, it
 * breaks no new one, names no backing file that QEMU could never open, and covers no bytes that the header did not own;
 * a step with {@code unsafe} is exempt from these. No step is exempt from the rest: the new header fits into the first
 * cluster, and it is known which bytes belong to the old one.
 */
public final class DoNoHarm {

    private DoNoHarm() {}

    /** Returns the rules that an image breaks and that keep it from being edited. */
    static List<Problem> problemsThatForbidEditing(ImageFacts facts) {
        List<HeaderRules.Violation> broken = HeaderRules.check(facts, HeaderRules.BLOCKING_EDITING);
        // Called twice for each step, and nearly always empty.
        return broken.isEmpty()
                ? List.of()
                : broken.stream().map(HeaderRules.Violation::problem).toList();
    }

    /** Returns why no step may write a new header over the old one. */
    public static List<Problem> layoutProblems(ImageFacts facts, HeaderImage after) {
        HeaderImage before = facts.header();
        boolean laidOut = after.fields().length() != before.fields().length()
                || !after.extensions().equals(before.extensions())
                || !after.name().equals(before.name());
        if (!laidOut) {
            return List.of();
        }
        if (!before.isLayoutKnown()) {
            return List.of(Problem.error(
                    CommonCode.LAYOUT_UNKNOWN,
                    "the header is broken, so it is not known which bytes belong to it; fix its fields before"
                            + " changing extensions or names"));
        }
        int available = before.clusterSize().orElseThrow();
        int needed = after.end();
        if (needed > available) {
            return List.of(Problem.error(
                    ProblemCode.FIRST_CLUSTER_FULL,
                    "the new header does not fit into the first cluster: it needs " + needed + " bytes, " + available
                            + " are available"));
        }
        return List.of();
    }

    /**
     * Returns what a step without {@code unsafe} must not do; the header before it breaks no rule that forbids editing.
     */
    static List<Problem> newProblems(ImageFacts before, ImageFacts after) {
        List<Problem> harm = new ArrayList<>(problemsThatForbidEditing(after));
        addNewlyBrokenRules(before, after, harm);
        addOverwrittenBytes(before.header(), after.header(), harm);
        return harm;
    }

    private static void addNewlyBrokenRules(ImageFacts before, ImageFacts after, List<Problem> harm) {
        List<HeaderRules.Violation> now = HeaderRules.check(after, HeaderRules.OF_BACKING_FILES);
        if (now.isEmpty()) {
            return;
        }
        Set<HeaderRule> then = HeaderRules.check(before, HeaderRules.OF_BACKING_FILES).stream()
                .map(HeaderRules.Violation::rule)
                .collect(Collectors.toSet());
        now.stream()
                .filter(violation -> !then.contains(violation.rule()))
                .map(HeaderRules.Violation::problem)
                .forEach(harm::add);
    }

    /**
     * Returns a problem if bytes that are not zero and belong to no part of the old header would belong to the new one
     * or change.
     */
    private static void addOverwrittenBytes(HeaderImage before, HeaderImage after, List<Problem> harm) {
        Bytes old = before.unowned();
        if (old.isZero()) {
            return;
        }
        Bytes now = after.unowned();
        offsets(old)
                .filter(at -> old.u8(at) != now.u8(at))
                .findFirst()
                .ifPresent(at -> harm.add(Problem.error(
                        ProblemCode.UNKNOWN_DATA_IN_THE_WAY,
                        "the new header would overwrite bytes at offset " + at
                                + " that are not zero and belong to no part of the header")));
    }

    /** Returns whether there are new bytes that belong to no part of the new header: no change can account for them. */
    static boolean hasStrayBytes(HeaderImage before, HeaderImage after) {
        Bytes unowned = after.unowned();
        if (unowned.isZero()) {
            return false;
        }
        Bytes found = before.encode();
        return offsets(unowned).anyMatch(at -> found.u8(at) != unowned.u8(at));
    }

    /** Returns the offsets of bytes that are not zero. */
    private static IntStream offsets(Bytes bytes) {
        return IntStream.range(0, bytes.length()).filter(at -> bytes.u8(at) != 0);
    }

    /** Returns the problem of a header that extends past the first cluster as found, where guest data may be. */
    static Problem beyondFirstCluster() {
        return Problem.error(
                CommonCode.LAYOUT_UNKNOWN,
                "with the new cluster size the header would extend past the current first cluster");
    }

    /** Returns the problem of bytes after the first cluster, which belong to the guest or to tables. */
    static Problem outsideFirstCluster(long end, int firstCluster) {
        return Problem.error(
                ProblemCode.OUTSIDE_FIRST_CLUSTER,
                "the bytes would end at " + end + ", after the first cluster of " + firstCluster + " bytes");
    }

    /** Returns the problem of an operation that breaks the rules of operations: a bug, perhaps of a plug-in. */
    static Problem operationBug(String what) {
        return Problem.error(ProblemCode.OPERATION_BUG, "this is a bug in the operation: " + what);
    }
}
