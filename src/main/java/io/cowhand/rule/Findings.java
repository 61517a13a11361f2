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

/** Collects, for one image, what the rules find; each finding becomes a problem with its place, value and remedy. */
final class Findings {

    /** Malformed extensions of a type that are reported; each of the 262144 that fit in a cluster could be. */
    private static final int MOST_EXTENSIONS = 16;
    /** Bytes of a name that a message shows. */
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

    /** Returns what rules find, in their order. */
    static List<HeaderRules.Violation> of(ImageFacts facts, List<HeaderRule> rules) {
        Findings findings = new Findings(facts);
        for (HeaderRule rule : rules) {
            findings.current = rule;
            rule.check(facts, findings);
        }
        return findings.found;
    }

    /** Returns the number of bytes of a cluster, or 0 where the header does not say: rules then find nothing, or everything, as they must. */
    int clusterSize() {
        return clusterSize;
    }

    /** A field is wrong; the sentence begins with its name. */
    void at(HeaderField field, String message) {
        long number = facts.header().get(field);
        // A mask says more by its digits.
        String value = field.kind() == HeaderField.Kind.FEATURES
                ? "0x" + Long.toHexString(number)
                : Long.toUnsignedString(number);
        at(
                field.specName(),
                field.offset(),
                Value.of(number),
                field.specName() + " (offset " + field.offset() + ") is " + value + ", " + message);
    }

    /** A name is wrong; the sentence begins with it. */
    void name(String field, long offset, Bytes name, String message) {
        at(field, offset, FileName.asValue(name), field + " (offset " + offset + ") " + shown(name) + " " + message);
    }

    /** Reports that something is wrong at an offset, and what to do about it. */
    void at(String field, long offset, Value value, String message) {
        HeaderRule rule = Objects.requireNonNull(current, "a rule has found it");
        found.add(new HeaderRules.Violation(
                rule,
                new Problem(
                        rule.code(),
                        rule.severity(),
                        rule.origin(),
                        new Location.InHeader(field, OptionalLong.of(offset), value),
                        message + "." + remedy(rule))));
    }

    /** Of a truncated file only a backup helps: what else is wrong may come from the zeros that QEMU reads behind its end. */
    private String remedy(HeaderRule rule) {
        boolean helps = rule == FileRules.FILE_SHORTER_THAN_FIRST_CLUSTER || !facts.isShorterThanFirstCluster();
        return helps ? " " + rule.remedy() : "";
    }

    /** Returns a name as a message shows it: in quotes, and not whole if it is very long. */
    static String shown(Bytes name) {
        return name.length() <= SHOWN
                ? '"' + name.display() + '"'
                : '"' + name.slice(0, SHOWN).display() + "…\" (" + name.length() + " bytes)";
    }

    /**
     * Applies a test to the extensions of a type; it returns what is wrong, or {@code ""}. Only the first {@value
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
