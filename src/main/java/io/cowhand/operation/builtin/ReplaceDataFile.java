package io.cowhand.operation.builtin;

import io.cowhand.bytes.Bytes;
import io.cowhand.operation.HeaderEdit;
import io.cowhand.qcow2.HeaderImage;
import java.util.Optional;

/** Replaces the matches of a regular expression in the name of the external data file. */
public final class ReplaceDataFile extends NameReplacement {

    /** Creates the handler; called by the service loader. */
    public ReplaceDataFile() {
        super("data_file", "data file name");
    }

    @Override
    public String name() {
        return "replace-data-file";
    }

    @Override
    public String summary() {
        return "Replace all matches of a regular expression in the name of the external data file";
    }

    @Override
    public String example() {
        return """
                op: replace-data-file
                pattern: ^/mnt/nfs[0-9]+/
                replacement: /srv/ceph/
                """;
    }

    @Override
    Optional<Bytes> current(HeaderImage header) {
        return DataFileName.of(header);
    }

    @Override
    HeaderEdit.Outcome rename(HeaderImage header, Bytes name) {
        return DataFileName.rename(header, name);
    }
}
