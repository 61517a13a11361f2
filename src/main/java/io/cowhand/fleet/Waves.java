package io.cowhand.fleet;

import java.util.List;
import java.util.Optional;

/**
 * How a fleet is divided into waves, one of which begins when the one before it is done.
 *
 * @param ends for each wave the images up to its end, in the order of the images, without skipped ones: numbers and
 *     percentages, each larger than those before it; the last is 100 %. Empty if there are no waves
 */
public record Waves(List<Portion> ends) {

    /** No waves: all images belong together. */
    public static final Waves NONE = new Waves(List.of());

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if the waves do not grow, or do not end with 100 %
     */
    public Waves {
        ends = List.copyOf(ends);
        for (int i = 0; i < ends.size(); i++) {
            objection(ends, i).ifPresent(objection -> {
                throw new IllegalArgumentException(objection);
            });
        }
    }

    /** Returns whether there are none. */
    public boolean isNone() {
        return ends.isEmpty();
    }

    /** Returns what is wrong with an entry of a list, given those before it; empty if nothing is. */
    public static Optional<String> objection(List<Portion> ends, int index) {
        Portion end = ends.get(index);
        if (end.number() == 0) {
            return Optional.of("a wave has at least one image");
        }
        List<Portion> before = ends.subList(0, index);
        if (before.contains(Portion.ALL)) {
            return Optional.of("no wave can follow 100%");
        }
        for (Portion earlier : before) {
            if (earlier.isPercentage() == end.isPercentage() && earlier.number() >= end.number()) {
                return Optional.of("waves must grow, but " + end + " follows " + earlier
                        + ": each entry counts all images up to the end of its wave");
            }
        }
        return index == ends.size() - 1 && !end.equals(Portion.ALL)
                ? Optional.of("the last wave must be 100%, not " + end
                        + ", so that each image is in a wave; --until-wave ends a run earlier")
                : Optional.empty();
    }
}
