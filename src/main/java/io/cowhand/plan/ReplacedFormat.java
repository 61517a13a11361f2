package io.cowhand.plan;

import io.cowhand.bytes.Bytes;
import io.cowhand.problem.Problem;
import io.cowhand.qcow2.ExtensionType;
import io.cowhand.qcow2.HeaderImage;
import java.util.Optional;

/** Warns of a backing format that replaces another one, so that the backing file is read in another format. */
final class ReplacedFormat {

    private ReplacedFormat() {}

    /** Returns the warning if both headers name a backing file and its format, and the formats differ. */
    static Optional<Problem> warning(HeaderImage before, HeaderImage after) {
        if (before.extensions().equals(after.extensions())
                || before.backingName().isEmpty()
                || after.backingName().isEmpty()) {
            return Optional.empty();
        }
        Optional<Bytes> old = before.backingFormat();
        Optional<Bytes> now = after.backingFormat();
        return old.isEmpty() || now.isEmpty() || old.equals(now)
                ? Optional.empty()
                : Optional.of(Problem.warning(
                        ProblemCode.BACKING_FORMAT_REPLACED,
                        ExtensionType.BACKING_FORMAT.label(),
                        old.get().display(),
                        "the backing file was read as " + old.get().display() + " and will be read as "
                                + now.get().display() + "; where it is not that, guests see garbage"));
    }
}
