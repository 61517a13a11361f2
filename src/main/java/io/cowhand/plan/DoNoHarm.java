package io.cowhand.plan;

import io.cowhand.bytes.Bytes;
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
 * What must hold for an edit to do no harm, in one place.
 *
 * <p>Before a step, the header breaks no rule that QEMU enforces when it opens an image for writing; after it, it breaks
 * no new one, names no backing file that QEMU could not open whatever that holds, and covers no bytes that the header did not own; a step that says {@code unsafe} is exempt from these. Nobody
 * is exempt from this: the new header fits into the first cluster, and it is known what belongs to the old one.
 */
public final class DoNoHarm {

    private DoNoHarm() {}

    /** The rules that an image breaks and that keep it from being edited. */
    static List<Problem> problemsThatForbidEditing(ImageFacts facts) {
        List<HeaderRules.Violation> broken = HeaderRules.check(facts, HeaderRules.BLOCKING_EDITING);
        // Asked for twice for each step, and nearly always nothing.
        return broken.isEmpty()
                ? List.of()
                : broken.stream().map(HeaderRules.Violation::problem).toList();
    }

    /** Why a new header cannot be written over the old one, by whatever step. */
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
                    Codes.LAYOUT_UNKNOWN,
                    "the header is broken, so it is not known what belongs to it; extensions and names cannot be"
                            + " changed before its fields are mended"));
        }
        int available = before.clusterSize().orElseThrow();
        int needed = after.end();
        if (needed > available) {
            return List.of(Problem.error(
                    Codes.FIRST_CLUSTER_FULL,
                    "the new header does not fit into the first cluster: it needs " + needed + " bytes, " + available
                            + " are available"));
        }
        return List.of();
    }

    /** What a step without {@code unsafe} must not have done; the header before broke no rule, or it had not begun. */
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

    /** Bytes that are not zero, belong to no part of the old header, and would belong to the new one or change. */
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
                        Codes.UNKNOWN_DATA_IN_THE_WAY,
                        "the new header would overwrite bytes at offset " + at
                                + " that are not zero and belong to no part of the header")));
    }

    /** Whether bytes came that belong to no part of the new header: no change can account for them. */
    static boolean hasStrayBytes(HeaderImage before, HeaderImage after) {
        Bytes unowned = after.unowned();
        if (unowned.isZero()) {
            return false;
        }
        Bytes found = before.encode();
        return offsets(unowned).anyMatch(at -> found.u8(at) != unowned.u8(at));
    }

    /** The offsets of bytes that are not zero. */
    private static IntStream offsets(Bytes bytes) {
        return IntStream.range(0, bytes.length()).filter(at -> bytes.u8(at) != 0);
    }

    /** A header that goes on where the first cluster of the image as found has ended: guest data may be there. */
    static Problem beyondFirstCluster() {
        return Problem.error(
                Codes.LAYOUT_UNKNOWN,
                "with the new cluster size the header would go on behind what is the first cluster now");
    }

    /** Bytes behind the first cluster belong to the guest, or to tables. */
    static Problem outsideFirstCluster(long end, int firstCluster) {
        return Problem.error(
                Codes.OUTSIDE_FIRST_CLUSTER,
                "the bytes would end at " + end + ", behind the first cluster of " + firstCluster + " bytes");
    }

    /** What no operation may do, or come to: a bug of the operation, which may be a plug-in's. */
    static Problem operationBug(String what) {
        return Problem.error(Codes.OPERATION_BUG, "this is a bug of the operation: " + what);
    }
}
