package io.cowhand.rule;

import io.cowhand.problem.Origin;
import io.cowhand.problem.Severity;
import io.cowhand.qcow2.ImageFacts;

/**
 * A rule for an image's header and the tables that it points to.
 *
 * <p>An error of origin QEMU means that QEMU does not open the image at all. Rules that {@linkplain #blocksEditing
 * block editing} are those that keep QEMU from opening the image for writing, and Cowhand's own, where an edit could
 * destroy data.
 */
public final class HeaderRule {

    /** Looks for violations. */
    @FunctionalInterface
    interface Check {
        /** Reports the violations in an image. */
        void check(ImageFacts facts, Findings found);
    }

    private final String code;
    private final Enforcement enforcement;
    private final String meaning;
    private final String remedy;
    private final Check check;

    /**
     * A row of the table.
     *
     * @param meaning the rule, in whole sentences
     * @param remedy how to correct an image that breaks it, in whole sentences
     */
    HeaderRule(String code, Enforcement enforcement, String meaning, String remedy, Check check) {
        this.code = code;
        this.enforcement = enforcement;
        this.meaning = meaning;
        this.remedy = remedy;
        this.check = check;
    }

    /** Returns the stable name that problems carry, in kebab case. */
    public String code() {
        return code;
    }

    /** Returns the enforcement of the rule. */
    public Enforcement enforcement() {
        return enforcement;
    }

    /** Returns the severity of a violation. */
    public Severity severity() {
        return enforcement.severity();
    }

    /** Returns who sets the rule. */
    public Origin origin() {
        return enforcement.origin();
    }

    /** Returns whether an image that breaks the rule is not edited, except by a step that says {@code unsafe}. */
    public boolean blocksEditing() {
        return enforcement.blocksEditing();
    }

    /** Returns whether QEMU does not open an image that breaks the rule. */
    public boolean preventsOpening() {
        return enforcement == Enforcement.ON_OPEN;
    }

    /** Returns the rule, in whole sentences, with its source. */
    public String meaning() {
        return meaning;
    }

    /** Returns how to correct an image that breaks the rule, in whole sentences. */
    public String remedy() {
        return remedy;
    }

    void check(ImageFacts facts, Findings found) {
        check.check(facts, found);
    }

    @Override
    public String toString() {
        return code;
    }
}
