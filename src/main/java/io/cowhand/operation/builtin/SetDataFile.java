package io.cowhand.operation.builtin;

import io.cowhand.bytes.Bytes;
import io.cowhand.operation.Arguments;
import io.cowhand.operation.Binding;
import io.cowhand.operation.HeaderEdit;
import io.cowhand.operation.OperationHandler;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.qcow2.KnownFeature;

/** Writes the name of the external data file. */
public final class SetDataFile implements OperationHandler {

    @Override
    public String name() {
        return "set-data-file";
    }

    @Override
    public String summary() {
        return "Set the name of the external data file of an image that has one";
    }

    @Override
    public String refusals() {
        return "Images without an external data file; qemu-img convert -O qcow2 -o data_file=… moves their data into one.";
    }

    @Override
    public String schema() {
        return """
                {
                  "properties": {
                    "file": {
                      "description": "The name of the data file, exactly as written to the header. The file is not opened and need not exist.",
                      "type": "string",
                      "minLength": 1
                    }
                  },
                  "required": ["file"]
                }
                """;
    }

    @Override
    public String example() {
        return """
                op: set-data-file
                file: /srv/ceph/vm-1.raw
                """;
    }

    @Override
    public Binding bind(Arguments arguments) {
        String file = arguments.text("file");
        return file.indexOf('\0') < 0
                ? Binding.of(facts -> edit(facts.header(), Bytes.utf8(file)))
                : Binding.invalid("file", Names.NUL);
    }

    private static HeaderEdit.Outcome edit(HeaderImage header, Bytes file) {
        return header.has(KnownFeature.EXTERNAL_DATA_FILE)
                ? DataFileName.rename(header, file)
                : ProblemCode.NO_DATA_FILE.refusal(
                        KnownFeature.EXTERNAL_DATA_FILE.asBit().qualifiedLabel(),
                        "clear",
                        "the image has no external data file; to move its data into one, use qemu-img convert -O qcow2"
                                + " -o data_file=…");
    }
}
