package io.cowhand.interop;

import io.cowhand.fleet.Status;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import tools.jackson.databind.node.ObjectNode;

/**
 * Steps, and what qemu-img info must show when they are done.
 *
 * @param excluded the kinds of image that it makes no sense for, by the beginning of their names; {@code "-"} for none
 * @param before steps that prepare an image; they may be refused
 * @param steps the steps to judge
 * @param refused by the image's info, where they must be refused
 * @param unchanged by the image's info, where there is nothing to do
 * @param effect makes of the image's info what it must be afterwards
 */
record Intent(
        String label,
        String excluded,
        List<String> before,
        List<String> steps,
        Predicate<ObjectNode> refused,
        Predicate<ObjectNode> unchanged,
        Consumer<ObjectNode> effect) {

    /** Steps that change every image, without a trace in its info. */
    static Intent of(String label, String... steps) {
        return new Intent(label, "-", List.of(), List.of(steps), info -> false, info -> false, info -> {});
    }

    Intent after(String... preparation) {
        return new Intent(label, excluded, List.of(preparation), steps, refused, unchanged, effect);
    }

    Intent notOn(String variants) {
        return new Intent(label, variants, before, steps, refused, unchanged, effect);
    }

    Intent refusedWhere(Predicate<ObjectNode> where) {
        return new Intent(label, excluded, before, steps, where, unchanged, effect);
    }

    Intent unchangedWhere(Predicate<ObjectNode> where) {
        return new Intent(label, excluded, before, steps, refused, where, effect);
    }

    Intent shows(Consumer<ObjectNode> wanted) {
        return new Intent(label, excluded, before, steps, refused, unchanged, wanted);
    }

    boolean isFor(String variant) {
        return !variant.startsWith(excluded);
    }

    /** What must become of an image. */
    Status status(ObjectNode info) {
        return refused.test(info) ? Status.REFUSED : unchanged.test(info) ? Status.UNCHANGED : Status.CHANGED;
    }

    /** The info that qemu-img must give afterwards. */
    ObjectNode expected(ObjectNode info) {
        ObjectNode expected = info.deepCopy();
        if (status(info) == Status.CHANGED) {
            effect.accept(expected);
        }
        return expected;
    }

    @Override
    public String toString() {
        return label;
    }
}
