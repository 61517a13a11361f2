package io.cowhand.operation.builtin;

import io.cowhand.bytes.Bytes;
import io.cowhand.operation.HeaderEdit;
import io.cowhand.problem.Problem;
import io.cowhand.qcow2.FileName;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The checks that all operations on names in a header share. */
final class Names {

    /** The problem with a text that contains a NUL character. */
    static final String NUL = "must not contain a NUL character: QEMU stops reading there";

    private Names() {}

    /** Returns the refusal of a name with a zero byte, which an operation that keeps a part of it would keep. */
    static Optional<HeaderEdit.Outcome> zeroByte(String field, String words, Bytes name, String operation) {
        return name.untilZero().length() == name.length()
                ? Optional.empty()
                : Optional.of(ProblemCode.NAME_HAS_ZERO_BYTE.refusal(
                        field,
                        name.display(),
                        "the " + words
                                + " has a zero byte: QEMU stops reading there, but other programs may not; replace"
                                + " the name with " + operation));
    }

    /** Returns the outcome with a warning that applying the recipe again changes the new name again. */
    static HeaderEdit.Outcome matchesAgain(HeaderEdit.Outcome outcome, String field, Bytes name) {
        Problem warning = Problem.warning(
                HeaderEdit.REPLACEMENT_MATCHES_AGAIN,
                field,
                name.display(),
                "the new name matches, too: applying the recipe again changes it again");
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
