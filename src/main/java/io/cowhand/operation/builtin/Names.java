package io.cowhand.operation.builtin;

import io.cowhand.bytes.Bytes;
import io.cowhand.operation.HeaderEdit;
import io.cowhand.problem.Problem;
import java.util.List;

/** What all operations on names in a header judge alike. */
final class Names {

    /** What is wrong with a text that holds a NUL character. */
    static final String NUL = "must not hold a NUL character: QEMU would stop there";

    private Names() {}

    /** The outcome with a warning that applying the recipe again would change the new name again. */
    static HeaderEdit.Outcome matchesAgain(HeaderEdit.Outcome outcome, String field, Bytes name) {
        Problem warning = Problem.warning(
                HeaderEdit.REPLACEMENT_MATCHES_AGAIN,
                field,
                name.display(),
                "what is replaced is in the new name too: applying the recipe again changes it again");
        return outcome instanceof HeaderEdit.Edited edited
                ? new HeaderEdit.Edited(edited.header(), edited.undo(), List.of(warning))
                : outcome;
    }
}
