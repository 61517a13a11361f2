package io.cowhand.rule;

import io.cowhand.problem.Origin;
import io.cowhand.problem.Severity;

/** Who enforces a rule, and so how severe it is to break it. */
public enum Enforcement {
    /** Nothing is known of the image. */
    ON_READING(Severity.ERROR, Origin.COWHAND, true, "the image is neither checked nor edited"),
    /** QEMU does not open the image at all. */
    ON_OPEN(Severity.ERROR, Origin.QEMU, true, "QEMU does not open the image"),
    /** QEMU opens the image, but not for writing. */
    ON_OPEN_FOR_WRITING(Severity.WARNING, Origin.QEMU, true, "QEMU does not open the image for writing"),
    /** An edit could destroy data, or cannot know what it edits. */
    BEFORE_EDITING(Severity.ERROR, Origin.COWHAND, true, "Cowhand does not edit the image, except by unsafe steps"),
    /** The specification forbids it; QEMU does not check. */
    BY_SPECIFICATION(Severity.WARNING, Origin.SPEC, false, "the specification forbids it, QEMU accepts it"),
    /** QEMU accepts it, and does something about it that its owner may not expect. */
    WARNED(Severity.WARNING, Origin.QEMU, false, "QEMU accepts it, with consequences"),
    /** Not a rule, but what attacks and accidents look like. */
    SUSPECTED(Severity.WARNING, Origin.COWHAND, false, "QEMU accepts it; it should be reviewed"),
    /** Something that QEMU does at its next chance. */
    NOTED(Severity.NOTICE, Origin.QEMU, false, "worth knowing"),
    /** Something that an operator should know before trusting the image. */
    MENTIONED(Severity.NOTICE, Origin.COWHAND, false, "worth knowing");

    private final Severity severity;
    private final Origin origin;
    private final boolean blocksEditing;
    private final String consequence;

    Enforcement(Severity severity, Origin origin, boolean blocksEditing, String consequence) {
        this.severity = severity;
        this.origin = origin;
        this.blocksEditing = blocksEditing;
        this.consequence = consequence;
    }

    /** Returns how severe it is to break the rule. */
    public Severity severity() {
        return severity;
    }

    /** Returns who sets the rule. */
    public Origin origin() {
        return origin;
    }

    /** Returns whether an image that breaks the rule is not edited, except by a step that says {@code unsafe}. */
    public boolean blocksEditing() {
        return blocksEditing;
    }

    /** Returns what follows from breaking the rule, in a few words. */
    public String consequence() {
        return consequence;
    }
}
