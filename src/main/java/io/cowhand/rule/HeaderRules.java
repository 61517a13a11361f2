package io.cowhand.rule;

import io.cowhand.problem.Problem;
import io.cowhand.qcow2.ImageFacts;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The table of all rules; checks an image against them. */
public final class HeaderRules {

    /** The most extensions of an image that are shown; the largest cluster has room for 262144. */
    public static final int MAX_SHOWN_EXTENSIONS = 1024;

    private static final List<HeaderRule> ALL = Stream.of(
                    FileRules.ALL, FieldRules.ALL, TableRules.ALL, ExtensionRules.ALL, NameRules.ALL, FeatureRules.ALL)
            .flatMap(List::stream)
            .toList();

    /** The rules that block every edit, even by unsafe steps: the file is shorter than its first cluster. */
    public static final HeaderRule FILE_SHORTER_THAN_FIRST_CLUSTER = FileRules.FILE_SHORTER_THAN_FIRST_CLUSTER;

    /** Rules that QEMU enforces only when it opens the backing file; no step may produce an image that breaks them. */
    public static final List<HeaderRule> OF_BACKING_FILES =
            List.of(NameRules.BACKING_FORMAT_UNKNOWN, NameRules.BACKING_FILE_IS_ITSELF);

    /** The rules that block editing. */
    public static final List<HeaderRule> BLOCKING_EDITING =
            ALL.stream().filter(HeaderRule::blocksEditing).toList();

    /** The rules that QEMU enforces whenever it opens an image. */
    public static final List<HeaderRule> PREVENTING_OPENING =
            ALL.stream().filter(HeaderRule::preventsOpening).toList();

    private HeaderRules() {}

    /**
     * A violation of a rule.
     *
     * @param rule the rule
     * @param problem the location and description
     */
    public record Violation(HeaderRule rule, Problem problem) {}

    /** Returns every rule, in the order in which they are reported. */
    public static List<HeaderRule> all() {
        return ALL;
    }

    /** Returns the rule with a code. */
    public static Optional<HeaderRule> find(String code) {
        return ALL.stream().filter(rule -> rule.code().equals(code)).findFirst();
    }

    /** Returns all violations in an image, in the order of the rules. */
    public static List<Violation> check(ImageFacts facts) {
        return check(facts, ALL);
    }

    /** Returns the violations of some of the rules, in their order. */
    public static List<Violation> check(ImageFacts facts, List<HeaderRule> rules) {
        return List.copyOf(Findings.of(facts, rules));
    }
}
