package io.cowhand.rule;

import io.cowhand.problem.Origin;
import io.cowhand.problem.Severity;

/** The enforcement of a rule, which determines the severity of a violation. */
public enum Enforcement {
    /** The image cannot be read, so nothing is known about it. */
    ON_READING(Severity.ERROR, Origin.COWHAND, true, "the image is neither checked nor edited"),
    /** QEMU does not open the image at all. */
    ON_OPEN(Severity.ERROR, Origin.QEMU, true, "QEMU does not open the image"),
    /** QEMU opens the image, but not for writing. */
    ON_OPEN_FOR_WRITING(Severity.WARNING, Origin.QEMU, true, "QEMU does not open the image for writing"),
    /** An edit could destroy data, or cannot know what it edits. */
    BEFORE_EDITING(Severity.ERROR, Origin.COWHAND, true, "Cowhand does not edit the image, except by unsafe steps"),
    /** The specification forbids it; QEMU does not check. */
    BY_SPECIFICATION(Severity.WARNING, Origin.SPEC, false, "the specification forbids it, QEMU accepts it"),
    /** QEMU accepts it, but does something that the owner of the image may not expect. */
    WARNED(Severity.WARNING, Origin.QEMU, false, "QEMU accepts it, with consequences"),
    /** Not a rule, but a sign of an attack or accident. */
    SUSPECTED(Severity.WARNING, Origin.COWHAND, false, "QEMU accepts it; it should be reviewed"),
    /** Something that QEMU will do at the next opportunity. */
    NOTED(Severity.NOTICE, Origin.QEMU, false, "worth knowing"),
    /** Something to know before trusting the image. */
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

    /** Returns the severity of a violation. */
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

    /** Returns the consequence of a violation. */
    public String consequence() {
        return consequence;
    }
}
