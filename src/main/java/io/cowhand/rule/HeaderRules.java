package io.cowhand.rule;

import io.cowhand.problem.Problem;
import io.cowhand.qcow2.ImageFacts;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The table of all rules; checks an image against them. */
public final class HeaderRules {

    /** Extensions of an image that are shown; the largest cluster has room for 262144. */
    public static final int MAX_SHOWN_EXTENSIONS = 1024;

    private static final List<HeaderRule> ALL = Stream.of(
                    FileRules.ALL, FieldRules.ALL, TableRules.ALL, ExtensionRules.ALL, NameRules.ALL, FeatureRules.ALL)
            .flatMap(List::stream)
            .toList();

    /** An image that is shorter than its first cluster is not edited, by whatever step. */
    public static final HeaderRule FILE_SHORTER_THAN_FIRST_CLUSTER = FileRules.FILE_SHORTER_THAN_FIRST_CLUSTER;

    /** What QEMU detects only when it opens the backing file; no step may make an image that breaks these. */
    public static final List<HeaderRule> OF_BACKING_FILES =
            List.of(NameRules.BACKING_FORMAT_UNKNOWN, NameRules.BACKING_FILE_IS_ITSELF);

    /** The rules that keep an image from being edited. */
    public static final List<HeaderRule> BLOCKING_EDITING =
            ALL.stream().filter(HeaderRule::blocksEditing).toList();

    private HeaderRules() {}

    /**
     * A rule that an image breaks.
     *
     * @param rule the rule
     * @param problem where, and in words
     */
    public record Violation(HeaderRule rule, Problem problem) {}

    /** Returns every rule, in the order in which they are reported. */
    public static List<HeaderRule> all() {
        return ALL;
    }

    /** Returns the rule of a code. */
    public static Optional<HeaderRule> find(String code) {
        return ALL.stream().filter(rule -> rule.code().equals(code)).findFirst();
    }

    /** Returns all that is wrong with an image, in the rules' order. */
    public static List<Violation> check(ImageFacts facts) {
        return check(facts, ALL);
    }

    /** Returns what some of the rules find, in their order. */
    public static List<Violation> check(ImageFacts facts, List<HeaderRule> rules) {
        return List.copyOf(Findings.of(facts, rules));
    }
}
