package io.cowhand.rule;

import io.cowhand.bytes.Bytes;
import io.cowhand.problem.Location;
import io.cowhand.problem.Problem;
import io.cowhand.problem.Value;
import io.cowhand.qcow2.ExtensionPayload;
import io.cowhand.qcow2.ExtensionType;
import io.cowhand.qcow2.FileName;
import io.cowhand.qcow2.HeaderExtension;
import io.cowhand.qcow2.HeaderField;
import io.cowhand.qcow2.ImageFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Collects the violations in one image; each becomes a problem with location, value and remedy. */
final class Findings {

    /** The most malformed extensions of a type that are reported; a cluster has room for 262144. */
    private static final int MOST_EXTENSIONS = 16;
    /** The most bytes of a name that a message shows. */
    private static final int SHOWN = 256;

    private final ImageFacts facts;
    private final int clusterSize;
    private final List<HeaderRules.Violation> found = new ArrayList<>();

    /** The rule that is being checked. */
    private @Nullable HeaderRule current;

    private Findings(ImageFacts facts) {
        this.facts = facts;
        this.clusterSize = facts.header().clusterSize().orElse(0);
    }

    /** Returns the violations of rules, in the order of the rules. */
    static List<HeaderRules.Violation> of(ImageFacts facts, List<HeaderRule> rules) {
        Findings findings = new Findings(facts);
        for (HeaderRule rule : rules) {
            findings.current = rule;
            rule.check(facts, findings);
        }
        return findings.found;
    }

    /** Returns the cluster size in bytes; 0 if the header's value is not valid, which every rule must handle. */
    int clusterSize() {
        return clusterSize;
    }

    /** Reports a field; the message begins with its name and value. */
    void at(HeaderField field, String message) {
        long number = facts.header().get(field);
        // A mask is easier to read in hexadecimal.
        String value = field.kind() == HeaderField.Kind.FEATURES
                ? "0x" + Long.toHexString(number)
                : Long.toUnsignedString(number);
        at(
                field.specName(),
                field.offset(),
                Value.of(number),
                field.specName() + " (offset " + field.offset() + ") is " + value + ", " + message);
    }

    /** Reports a name; the message begins with it. */
    void name(String field, long offset, Bytes name, String message) {
        at(field, offset, FileName.asValue(name), field + " (offset " + offset + ") " + shown(name) + " " + message);
    }

    /** Reports a violation at an offset, with the remedy. */
    void at(String field, long offset, Value value, String message) {
        HeaderRule rule = Objects.requireNonNull(current, "no rule is being checked");
        found.add(new HeaderRules.Violation(
                rule,
                new Problem(
                        rule.code(),
                        rule.severity(),
                        rule.origin(),
                        new Location.InHeader(field, OptionalLong.of(offset), value),
                        message + "." + remedy(rule))));
    }

    /**
     * Returns the remedy; a truncated file has only that of restoring it, since other violations may come from missing
     * bytes.
     */
    private String remedy(HeaderRule rule) {
        boolean helps = rule == FileRules.FILE_SHORTER_THAN_FIRST_CLUSTER || !facts.isShorterThanFirstCluster();
        return helps ? " " + rule.remedy() : "";
    }

    /** Returns a name for a message: in quotes, and shortened if it is very long. */
    static String shown(Bytes name) {
        return name.length() <= SHOWN ? '"' + name.display() + '"' : '"' + shortened(name, "…\"");
    }

    /** Returns a name for a message, shortened if it is very long. */
    static String shortened(Bytes name) {
        return name.length() <= SHOWN ? name.display() : shortened(name, "…");
    }

    private static String shortened(Bytes name, String end) {
        return name.slice(0, SHOWN).display() + end + " (" + name.length() + " bytes)";
    }

    /**
     * Applies a test to the extensions of a type. The test returns what is wrong, or {@code ""}. Only the first {@value
     * #MOST_EXTENSIONS} that are wrong are reported.
     */
    void each(ExtensionType type, Function<HeaderExtension, String> test) {
        int wrong = 0;
        int offset = facts.header().extensionsStart();
        for (HeaderExtension extension : facts.header().extensions()) {
            String defect = extension.is(type) && wrong < MOST_EXTENSIONS ? test.apply(extension) : "";
            if (!defect.isEmpty()) {
                wrong++;
                at(
                        type.label(),
                        offset,
                        extension.payload() instanceof ExtensionPayload.Name name
                                ? FileName.asValue(name.bytes())
                                : Value.of(extension.data().toString()),
                        "extension " + type.label() + " (offset " + offset + ") " + defect);
            }
            offset += extension.encodedLength();
        }
    }
}
