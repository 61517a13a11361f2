package io.cowhand.image;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A position in a glob: one of its components, and the steps after it.
 *
 * <p>Several components can be due at once, as {@code **} may end anywhere and braces make alternatives. Following a
 * set of steps, instead of trying one after the other, is what keeps matching and walking linear. Steps are compared by
 * identity: two that look alike may lead on to different ends.
 */
final class GlobStep {

    /** The step after the last component. */
    static final GlobStep END = new GlobStep();

    private final GlobPart part;
    private final GlobStep next;

    private GlobStep() {
        this.part = new GlobPart.End();
        this.next = this;
    }

    private GlobStep(GlobPart part, GlobStep next) {
        this.part = part;
        this.next = next;
    }

    /** Returns the first step of a chain of components. */
    static GlobStep chain(List<GlobPart> parts) {
        GlobStep step = END;
        for (int i = parts.size() - 1; i >= 0; i--) {
            step = new GlobStep(parts.get(i), step);
        }
        return step;
    }

    /** Returns the component. */
    GlobPart part() {
        return part;
    }

    /** Adds this step and, since {@code **} also matches no directory at all, the step after {@code **}. */
    void addTo(Set<GlobStep> due) {
        due.add(this);
        if (part instanceof GlobPart.AnyDepth) {
            due.add(next);
        }
    }

    /** Adds the steps that are due after a name that matches this one. */
    void addNextTo(Set<GlobStep> due) {
        (part instanceof GlobPart.AnyDepth ? this : next).addTo(due);
    }

    /** Returns whether this matches everything below, at any depth. */
    boolean isAllBelow() {
        return part instanceof GlobPart.AnyDepth && next.part.equals(GlobPart.ANY_NAME) && next.next == END;
    }

    /** Returns the steps that are due after all names. */
    static Set<GlobStep> follow(List<GlobStep> starts, Iterable<String> names, GlobPart.Hidden hidden) {
        Set<GlobStep> due = new LinkedHashSet<>();
        starts.forEach(start -> start.addTo(due));
        for (String name : names) {
            Set<GlobStep> before = Set.copyOf(due);
            due.clear();
            before.stream().filter(step -> step.part.matches(name, hidden)).forEach(step -> step.addNextTo(due));
        }
        return due;
    }
}
