package io.cowhand.report;

import io.cowhand.fleet.Image;
import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.InUse;
import io.cowhand.fleet.Status;
import io.cowhand.fleet.StepProblem;
import io.cowhand.problem.Severity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The results of a fleet in groups, for reports that show a fleet and not each image: images with the same changes,
 * warnings, and, for each status, what went wrong. The number of groups and names is bounded, so that the memory does
 * not grow with the fleet.
 */
final class ResultGroups {

    /** Groups of changes and of warnings; people do not read more. */
    private static final int GROUPS = 50;
    /** The most groups of problems of each status. */
    private static final int PROBLEMS = 1000;
    /** The most skipped images that are named. */
    private static final int SKIPPED = 10;

    private final Map<List<Object>, ChangeGroup> changes = new LinkedHashMap<>();
    private final Map<Status, ProblemGroups> wrong = new EnumMap<>(Status.class);
    private final ProblemGroups warnings = new ProblemGroups(GROUPS);
    private final Map<String, ImageNames> inUse = new LinkedHashMap<>();
    private final ImageNames skipped = new ImageNames(SKIPPED);
    private final Diff diff;
    private final Style style;
    private long changedElsewhere;

    /** Creates groups without results, which show fields and values. */
    ResultGroups() {
        this(Diff.fields, Style.PLAIN);
    }

    /** Creates groups without results. */
    ResultGroups(Diff diff, Style style) {
        this.diff = diff;
        this.style = style;
    }

    void add(ImageResult result) {
        if (!result.changes().isEmpty()) {
            addChanges(result);
        }
        if (result.status() == Status.SKIPPED) {
            skipped.add(result.image());
        }
        if (result.status().weight() != Status.Weight.FINE) {
            ProblemGroups groups = wrong.computeIfAbsent(result.status(), none -> new ProblemGroups(PROBLEMS));
            result.problems().forEach(problem -> groups.add(problem, result));
            return;
        }
        Optional<InUse> use = result.inUse();
        if (use.isPresent()) {
            addInUse(use.get(), result.image());
        }
        for (StepProblem problem : result.problems()) {
            boolean isUse = use.filter(each -> each.warning().equals(problem)).isPresent();
            if (problem.problem().severity() == Severity.WARNING && !isUse) {
                warnings.add(problem, result);
            }
        }
    }

    private void addInUse(InUse use, Image image) {
        if (inUse.size() < GROUPS || inUse.containsKey(use.by())) {
            inUse.computeIfAbsent(use.by(), none -> new ImageNames(ProblemGroups.NAMES))
                    .add(image);
        }
    }

    private void addChanges(ImageResult result) {
        List<ChangeText> texts = ChangeText.of(result);
        List<Object> key = key(result, texts);
        ChangeGroup group = changes.get(key);
        if (group == null && changes.size() < GROUPS) {
            group = new ChangeGroup(result, texts, diff.ofFirst(result, style));
            changes.put(key, group);
        }
        if (group == null) {
            changedElsewhere++;
        } else {
            group.add(result.image(), texts);
        }
    }

    /**
     * Returns what images of one group have in common: the status, the undo class, and the step and thing of each
     * change.
     */
    private static List<Object> key(ImageResult result, List<ChangeText> texts) {
        List<Object> key = new ArrayList<>();
        key.add(result.status());
        key.add(result.undo());
        for (int i = 0; i < texts.size(); i++) {
            key.add(result.changes().get(i).step());
            key.add(texts.get(i).thing());
        }
        return key;
    }

    Collection<ChangeGroup> changes() {
        return Collections.unmodifiableCollection(changes.values());
    }

    /** Returns how many images with changes are in none of the groups. */
    long changedElsewhere() {
        return changedElsewhere;
    }

    /** Returns the warnings about images without errors. */
    ProblemGroups warnings() {
        return warnings;
    }

    /** Returns which images an apply would find locked now, by {@linkplain InUse#by who} has them open. */
    Map<String, ImageNames> inUse() {
        return Collections.unmodifiableMap(inUse);
    }

    /** Returns the errors by the status of their images. */
    Map<Status, ProblemGroups> wrong() {
        return Collections.unmodifiableMap(wrong);
    }

    ImageNames skipped() {
        return skipped;
    }
}
