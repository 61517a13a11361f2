package io.cowhand.operation.builtin;

import io.cowhand.bytes.Bytes;
import io.cowhand.operation.HeaderEdit;
import io.cowhand.problem.Problem;
import io.cowhand.qcow2.FileName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What all operations on names in a header judge alike. */
final class Names {

    /** What is wrong with a text that holds a NUL character. */
    static final String NUL = "must not hold a NUL character: QEMU would stop there";

    private Names() {}

    /** The outcome with a warning that applying the recipe again would change the new name again. */
    static HeaderEdit.Outcome matchesAgain(HeaderEdit.Outcome outcome, String field, Bytes name) {
        Problem warning = ProblemCode.REPLACEMENT_MATCHES_AGAIN.warning(
                field,
                name.display(),
                "what is replaced is in the new name too: applying the recipe again changes it again");
        return outcome instanceof HeaderEdit.Edited edited
                ? new HeaderEdit.Edited(
                        edited.header(),
                        edited.undo(),
                        Stream.concat(edited.warnings().stream(), Stream.of(warning))
                                .toList())
                : outcome;
    }

    /** Returns the warning that a new name looks like a protocol's, unless the old name does, too. */
    static List<Problem> protocol(ProblemCode code, String field, String who, Optional<Bytes> before, Bytes after) {
        return isProtocol(after) && before.filter(Names::isProtocol).isEmpty()
                ? List.of(code.warning(
                        field,
                        after.display(),
                        who + " takes " + after.display() + " for a protocol and not for a file, as a ':' precedes the"
                                + " first '/'"))
                : List.of();
    }

    private static boolean isProtocol(Bytes name) {
        return FileName.isProtocol(name.display());
    }
}
