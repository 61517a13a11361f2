package io.cowhand.report;

import io.cowhand.fleet.Image;
import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.StepProblem;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Problems of many images, grouped by step and message, in the order in which they first occur. */
final class ProblemGroups {

    /** Names that a group keeps: as many images with one message are still listed one by one. */
    static final int NAMES = 3;

    private final int most;
    private final Map<String, Group> groups = new LinkedHashMap<>();
    private long others;

    /** Creates groups, of which at most the given number are kept. */
    ProblemGroups(int most) {
        this.most = most;
    }

    /** A problem and the images that have it. */
    record Group(StepProblem problem, ImageNames images) {}

    void add(StepProblem problem, Image image) {
        group(problem).ifPresent(images -> images.add(image));
    }

    /** Adds a problem of an image, which is named with its wave. */
    void add(StepProblem problem, ImageResult result) {
        group(problem).ifPresent(images -> images.add(result));
    }

    /** Returns the images with a problem; nothing, after counting one more, if there are too many groups. */
    private Optional<ImageNames> group(StepProblem problem) {
        String key = ResultText.problem(problem);
        Group group = groups.get(key);
        if (group == null && groups.size() < most) {
            group = new Group(problem, new ImageNames(NAMES));
            groups.put(key, group);
        }
        if (group == null) {
            others++;
            return Optional.empty();
        }
        return Optional.of(group.images);
    }

    Collection<Group> groups() {
        return Collections.unmodifiableCollection(groups.values());
    }

    /** Returns the number of problems outside the groups. */
    long others() {
        return others;
    }
}
