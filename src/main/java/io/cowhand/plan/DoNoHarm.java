package io.cowhand.plan;

import io.cowhand.bytes.Bytes;
import io.cowhand.problem.Location;
import io.cowhand.problem.Problem;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.qcow2.HeaderRules;
import io.cowhand.qcow2.ImageFacts;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What must hold for an edit to do no harm, in one place.
 *
 * <p>Before a step, the header breaks no rule that QEMU enforces when it opens an image for writing; after it, it breaks
 * no new one and covers no bytes that the header did not own; a step that says {@code unsafe} is exempt from these. Nobody
 * is exempt from this: the new header fits into the first cluster, and it is known what belongs to the old one.
 */
final class DoNoHarm {

    private DoNoHarm() {}

    /** The rules that an image breaks and that keep it from being edited. */
    static List<HeaderRules.Violation> violations(ImageFacts facts) {
        return HeaderRules.check(facts).stream()
                .filter(violation -> violation.rule().blocksEditing())
                .toList();
    }

    /** Why an image as it is must not be edited. */
    static List<Problem> forbidding(ImageFacts facts) {
        return violations(facts).stream().map(HeaderRules.Violation::problem).toList();
    }

    /** Why a new header cannot be written over the old one, by whatever step. */
    static List<Problem> misfit(ImageFacts facts, HeaderImage after) {
        HeaderImage before = facts.header();
        boolean laidOut =
                !after.extensions().equals(before.extensions()) || !after.name().equals(before.name());
        if (!laidOut) {
            return List.of();
        }
        if (!before.isLayoutKnown()) {
            return List.of(Problem.error(
                    "layout-unknown",
                    "the header is broken, so it is not known what belongs to it; extensions and names cannot be"
                            + " changed before its fields are mended"));
        }
        int available = before.clusterSize().orElseThrow();
        int needed = after.end();
        if (needed > available) {
            return List.of(Problem.error(
                    "first-cluster-full",
                    "the new header does not fit into the first cluster: it needs " + needed + " bytes, " + available
                            + " are available"));
        }
        return List.of();
    }

    /** What a step without {@code unsafe} must not have done. */
    static List<Problem> newHarm(ImageFacts before, ImageFacts after) {
        Set<List<Object>> known = new HashSet<>();
        violations(before).forEach(violation -> known.add(identity(violation)));
        Stream<Problem> broken = violations(after).stream()
                .filter(violation -> !known.contains(identity(violation)))
                .map(HeaderRules.Violation::problem);
        return Stream.concat(broken, overwritten(before.header(), after.header()))
                .toList();
    }

    private static List<Object> identity(HeaderRules.Violation violation) {
        String field = violation.problem().location() instanceof Location.InHeader at ? at.field() : "";
        return List.of(violation.rule(), field);
    }

    /** Bytes that are not zero, belong to no part of the old header, and would belong to the new one or change. */
    private static Stream<Problem> overwritten(HeaderImage before, HeaderImage after) {
        Bytes old = before.unowned();
        Bytes now = after.unowned();
        return IntStream.range(0, old.length())
                .filter(at -> old.u8(at) != 0 && old.u8(at) != now.u8(at))
                .limit(1)
                .mapToObj(at -> Problem.error(
                        "unknown-data-in-the-way",
                        "the new header would overwrite bytes at offset " + at
                                + " that are not zero and belong to no part of the header"));
    }

    /** Whether bytes came that belong to no part of the new header: no change can account for them. */
    static boolean hasStrayBytes(HeaderImage before, HeaderImage after) {
        Bytes found = before.encode();
        Bytes result = after.encode();
        Bytes unowned = after.unowned();
        return IntStream.range(0, found.length()).anyMatch(at -> unowned.u8(at) != 0 && found.u8(at) != result.u8(at));
    }

    /** A change that no step accounts for: a bug of the operation. */
    static Problem unclaimed(String what) {
        return Problem.error("operation-bug", "this is a bug of the operation: " + what);
    }
}
