package io.cowhand.plan;

import io.cowhand.bytes.Bytes;
import io.cowhand.expression.BackingFacts;
import io.cowhand.problem.Problem;
import io.cowhand.qcow2.HeaderField;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.rule.BackingRule;
import io.cowhand.rule.Overlay;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compares a header with the facts of the backing file that it names. */
final class BackingWarnings {

    private BackingWarnings() {}

    /** Returns an error for a loop, and warnings for what else does not fit; nothing if nobody has looked. */
    static List<Problem> of(HeaderImage header, BackingFacts backing) {
        Optional<Bytes> name = backing.isUnknown() ? Optional.empty() : header.backingName();
        return name.map(each -> of(new Overlay(each, header.backingFormat(), header.get(HeaderField.SIZE)), backing))
                .orElseGet(List::of);
    }

    private static List<Problem> of(Overlay overlay, BackingFacts backing) {
        if (!backing.found()) {
            return List.of(overlay.problem(BackingRule.NOT_FOUND, "the backing file " + backing.missing()));
        }
        if (backing.problems().contains(BackingRule.LOOP.code())) {
            return List.of(overlay.loop(backing.path()));
        }
        List<Problem> found = new ArrayList<>();
        if (backing.problems().contains(BackingRule.CHAIN_TOO_LONG.code())) {
            found.add(overlay.problem(
                    BackingRule.CHAIN_TOO_LONG, "the chain of backing files is longer than Cowhand follows it"));
        }
        found.addAll(overlay.differences(new Overlay.Base(backing.path(), backing.format(), backing.size())));
        if (backing.isWritten()) {
            found.add(overlay.problem(
                    BackingRule.WRITTEN,
                    "the backing file " + backing.path()
                            + " is open for writing: what is written to it changes or destroys what this image holds"));
        }
        return found;
    }
}
