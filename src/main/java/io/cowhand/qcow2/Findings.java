package io.cowhand.qcow2;

import io.cowhand.problem.Location;
import io.cowhand.problem.Problem;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/** Collects, for one header, what the rules find; each finding becomes a problem with its place and value. */
final class Findings {

    /** Of the 262144 extensions that fit in a cluster each could be wrong; nobody reads as many lines. */
    private static final int MOST_EXTENSIONS = 16;

    private final ImageFacts facts;
    private final HeaderRule rule;
    private final List<HeaderRules.Violation> into;

    Findings(ImageFacts facts, HeaderRule rule, List<HeaderRules.Violation> into) {
        this.facts = facts;
        this.rule = rule;
        this.into = into;
    }

    /** Bytes of a cluster, or 0 where the header does not say: rules then find nothing, or everything, as they must. */
    int clusterSize() {
        return facts.header().clusterSize().orElse(0);
    }

    /** A field is wrong; the sentence begins with its name. */
    void at(HeaderField field, String message) {
        String value = Long.toUnsignedString(facts.header().get(field));
        at(
                field.specName(),
                field.offset(),
                value,
                field.specName() + " (offset " + field.offset() + ") is " + value + ", " + message);
    }

    /** Something is wrong at an offset. */
    void at(String field, long offset, String value, String message) {
        into.add(new HeaderRules.Violation(
                rule,
                new Problem(
                        rule.code(),
                        rule.severity(),
                        rule.origin(),
                        new Location.InHeader(field, OptionalLong.of(offset), value),
                        message)));
    }

    /**
     * Applies a test to the extensions of a type; it answers with what is wrong, or {@code ""}. Only the first {@value
     * #MOST_EXTENSIONS} that are wrong are told.
     */
    void each(ExtensionType type, Function<HeaderExtension, String> test) {
        int offset = facts.header().extensionsStart();
        int wrong = 0;
        for (HeaderExtension extension : facts.header().extensions()) {
            if (extension.is(type)) {
                String defect = test.apply(extension);
                if (!defect.isEmpty() && ++wrong <= MOST_EXTENSIONS) {
                    at(
                            type.label(),
                            offset,
                            extension.data().toString(),
                            "extension " + type.label() + " (offset " + offset + ") " + defect);
                }
            }
            offset += extension.encodedLength();
        }
    }

    /** Finds known extensions that stand there more than once. */
    void duplicates() {
        Set<Long> seen = new HashSet<>();
        Set<Long> twice = new LinkedHashSet<>();
        for (HeaderExtension extension : facts.header().extensions()) {
            if (!seen.add(extension.magic())) {
                twice.add(extension.magic());
            }
        }
        twice.forEach(
                magic -> ExtensionType.find(magic)
                        .ifPresent(
                                type -> at(
                                        type.label(),
                                        facts.header().extensionsStart(),
                                        "",
                                        "extension " + type.label()
                                                + " stands there more than once; programs disagree which one counts (QEMU: the last)")));
    }

    /** QEMU's test of a table (qcow2_validate_table): its length, then its place. */
    void table(HeaderField offsetField, HeaderField countField, long entryLength, long mostBytes) {
        if (clusterSize() == 0) {
            return;
        }
        long offset = facts.header().get(offsetField);
        long count = facts.header().get(countField);
        if (count > mostBytes / entryLength) {
            at(countField, "must be at most " + mostBytes / entryLength);
        } else if (offset < 0 || count != 0 && offset > HeaderRules.MAX_OFFSET - count * entryLength) {
            at(offsetField, "is more than QEMU can address");
        } else if (offset % clusterSize() != 0) {
            at(offsetField, "must be a multiple of the cluster size of " + clusterSize() + " bytes");
        }
    }

    /** A table that guest writes change must not lie where the header is (QCOW2_OL_MAIN_HEADER in QEMU). */
    void tableInFirstCluster(HeaderField offsetField, HeaderField countField) {
        long offset = facts.header().get(offsetField);
        if (facts.header().get(countField) != 0 && Long.compareUnsigned(offset, clusterSize()) < 0) {
            at(offsetField, "lies in the first cluster, where the header is");
        }
    }

    /** QEMU could not write this header anew. */
    void rewriteTooLong(QemuRewrite rewrite, String consequence) {
        at(
                "first cluster",
                0,
                Long.toString(rewrite.length()),
                "QEMU cannot rewrite the header: that would take " + rewrite.length() + " of " + clusterSize()
                        + " bytes, " + consequence);
    }
}
