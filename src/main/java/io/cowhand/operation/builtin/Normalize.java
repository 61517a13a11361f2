package io.cowhand.operation.builtin;

import io.cowhand.operation.Arguments;
import io.cowhand.operation.Binding;
import io.cowhand.operation.HeaderEdit;
import io.cowhand.operation.OperationHandler;
import io.cowhand.problem.CommonCode;
import io.cowhand.problem.Value;
import io.cowhand.qcow2.HeaderField;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.qcow2.Limits;
import io.cowhand.qcow2.QemuRewrite;

/** Gives the header the layout that QEMU itself writes. */
public final class Normalize implements OperationHandler {

    @Override
    public String name() {
        return "normalize";
    }

    @Override
    public String summary() {
        return "Give the header the layout that QEMU 7.2 writes, as the last step; unknown extensions keep their order";
    }

    @Override
    public String refusals() {
        return "A size that is not a multiple of 512, which QEMU would truncate. Without unsafe: true, bytes after the header that"
                + " are not zero, which QEMU would overwrite.";
    }

    @Override
    public String schema() {
        return """
                {"properties": {}}
                """;
    }

    @Override
    public String example() {
        return """
                op: normalize
                """;
    }

    @Override
    public Binding bind(Arguments arguments) {
        return Binding.of(facts -> edit(facts.header()));
    }

    private static HeaderEdit.Outcome edit(HeaderImage header) {
        long size = header.get(HeaderField.SIZE);
        if (!header.isLayoutKnown()) {
            return HeaderEdit.refused(
                    CommonCode.LAYOUT_UNKNOWN, "first cluster", "", "the header is malformed, so its end is unknown");
        }
        if (size % Limits.SECTOR != 0) {
            return ProblemCode.SIZE_NOT_IN_SECTORS.refusal(
                    HeaderField.SIZE.specName(),
                    Value.of(size),
                    "size is " + Long.toUnsignedString(size) + ", not a multiple of 512, and QEMU would"
                            + " truncate it; correct it first: set-field");
        }
        if (header.windowLength() < header.clusterSize().orElseThrow()) {
            return new HeaderEdit.NeedsFirstCluster();
        }
        return HeaderEdit.edited(QemuRewrite.of(header));
    }
}
