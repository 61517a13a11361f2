package io.cowhand.operation.builtin;

import io.cowhand.bytes.Bytes;
import io.cowhand.operation.HeaderEdit;
import io.cowhand.qcow2.ExtensionType;
import io.cowhand.qcow2.HeaderExtension;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.qcow2.KnownFeature;
import java.util.List;
import java.util.Optional;

/** The checks that the operations on the name of the external data file share. */
final class DataFileName {

    /** QEMU 7.2.22 opens a file of exactly that name; versions before the fix parse it. */
    private static final String OLD_QEMU = "QEMU without the fix of CVE-2024-4467";

    private DataFileName() {}

    /** Returns the name of the external data file; empty where the feature bit is clear. */
    static Optional<Bytes> of(HeaderImage header) {
        return header.extension(ExtensionType.DATA_FILE)
                .filter(any -> header.has(KnownFeature.EXTERNAL_DATA_FILE))
                .map(HeaderExtension::data);
    }

    /** Returns the outcome of writing another name into an image that has an external data file. */
    static HeaderEdit.Outcome rename(HeaderImage header, Bytes name) {
        if (name.isEmpty()) {
            return ProblemCode.DATA_FILE_NAME_EMPTY.refusal(
                    "data_file", of(header).map(Bytes::display).orElse(""), "the new data file name is empty");
        }
        List<HeaderExtension> extensions = header.extensionsWith(
                ExtensionType.DATA_FILE.magic(), name, header.positionOf(ExtensionType.DATA_FILE));
        return Names.zeroByte("data_file", "data file name", name, "set-data-file")
                .orElseGet(() -> HeaderEdit.edited(
                        header.with(extensions),
                        Names.protocol(ProblemCode.DATA_FILE_PROTOCOL, "data_file", OLD_QEMU, of(header), name)));
    }
}
