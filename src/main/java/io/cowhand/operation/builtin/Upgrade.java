package io.cowhand.operation.builtin;

import io.cowhand.operation.Arguments;
import io.cowhand.operation.Binding;
import io.cowhand.operation.Choice;
import io.cowhand.operation.HeaderEdit;
import io.cowhand.operation.OperationHandler;
import io.cowhand.problem.Value;
import io.cowhand.qcow2.HeaderField;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.qcow2.SnapshotTable;
import java.util.List;
import java.util.Optional;

/** Upgrades version 2 images to version 3, where only the header has to change. */
public final class Upgrade implements OperationHandler {

    private enum IfNotPossible {
        FAIL,
        SKIP
    }

    /** Bytes of extra data that version 3 requires of every snapshot (section "Snapshots", extra data). */
    private static final long SNAPSHOT_EXTRA_DATA = 16;

    @Override
    public String name() {
        return "upgrade";
    }

    @Override
    public String summary() {
        return "Upgrade from compat 0.10 to 1.1 (version 2 to 3), where only the header has to change";
    }

    @Override
    public String refusals() {
        return "Images with a snapshot that has less than 16 bytes of extra data: the snapshot table would have to be"
                + " rewritten, which qemu-img amend -o compat=1.1 does.";
    }

    @Override
    public String schema() {
        return """
                {
                  "properties": {
                    "if-not-possible": {
                      "description": "What to do if more than the header would have to change: refuse the image, or skip the upgrade with a warning.",
                      "type": "string",
                      "enum": %s,
                      "default": "fail"
                    }
                  }
                }
                """.formatted(Choice.schema(IfNotPossible.class));
    }

    @Override
    public String example() {
        return """
                op: upgrade
                if-not-possible: skip
                """;
    }

    @Override
    public Binding bind(Arguments arguments) {
        boolean skips = arguments.choice("if-not-possible", IfNotPossible.class) == IfNotPossible.SKIP;
        return Binding.of(facts -> edit(facts, skips));
    }

    private static HeaderEdit.Outcome edit(ImageFacts facts, boolean skips) {
        HeaderImage header = facts.header();
        if (header.version() >= 3) {
            return HeaderEdit.edited(header);
        }
        Optional<String> obstacle = obstacle(facts);
        if (obstacle.isEmpty()) {
            return HeaderEdit.edited(header.upgraded());
        }
        return skips
                ? HeaderEdit.edited(
                        header,
                        List.of(
                                ProblemCode.NOT_UPGRADED.warning(
                                        HeaderField.NB_SNAPSHOTS.specName(),
                                        Value.of(header.get(HeaderField.NB_SNAPSHOTS)),
                                        obstacle.get()
                                                + "; the image stays at compat 0.10; to upgrade it, use qemu-img amend -o compat=1.1")))
                : ProblemCode.MORE_THAN_A_HEADER_CHANGE.refusal(
                        HeaderField.NB_SNAPSHOTS.specName(),
                        Value.of(header.get(HeaderField.NB_SNAPSHOTS)),
                        obstacle.get()
                                + ", so the snapshot table would have to be rewritten; use qemu-img amend -o compat=1.1");
    }

    private static Optional<String> obstacle(ImageFacts facts) {
        if (facts.header().get(HeaderField.NB_SNAPSHOTS) == 0) {
            return Optional.empty();
        }
        Optional<SnapshotTable> table = facts.snapshots();
        if (table.isEmpty() || !table.get().defects().isEmpty()) {
            return Optional.of("the snapshot table cannot be read");
        }
        return table.get().leastExtraData() < SNAPSHOT_EXTRA_DATA
                ? Optional.of("a snapshot has less than " + SNAPSHOT_EXTRA_DATA + " bytes of extra data")
                : Optional.empty();
    }
}
