package io.cowhand.operation.builtin;

import io.cowhand.bytes.Bytes;
import io.cowhand.operation.HeaderEdit;
import io.cowhand.qcow2.HeaderImage;
import java.util.Optional;

/** Replaces the matches of a regular expression in the backing file name. */
public final class ReplaceBacking extends NameReplacement {

    /** Creates the handler; called by the service loader. */
    public ReplaceBacking() {
        super("backing_file", "backing file name");
    }

    @Override
    public String name() {
        return "replace-backing";
    }

    @Override
    public String summary() {
        return "Replace all matches of a regular expression in the backing file name; the format is kept";
    }

    @Override
    public String refusals() {
        return BackingName.REFUSALS + " " + super.refusals();
    }

    @Override
    public String example() {
        return """
                op: replace-backing
                pattern: ^/mnt/nfs[0-9]+/
                replacement: /srv/ceph/
                """;
    }

    @Override
    Optional<Bytes> current(HeaderImage header) {
        return header.backingName();
    }

    @Override
    HeaderEdit.Outcome rename(HeaderImage header, Bytes name) {
        return BackingName.rename(header, name);
    }
}
