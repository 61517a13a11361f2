package io.cowhand.operation.builtin;

import io.cowhand.bytes.Bytes;
import io.cowhand.operation.Binding.ArgumentProblem;
import io.cowhand.operation.HeaderEdit;
import io.cowhand.qcow2.ExtensionType;
import io.cowhand.qcow2.HeaderExtension;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.qcow2.KnownFeature;
import io.cowhand.qcow2.Limits;
import java.util.List;
import java.util.Optional;

/** The checks that all operations on the backing file share. */
final class BackingName {

    /** The schema of an argument that gives a backing format. */
    static final String FORMAT_SCHEMA = """
            {
                  "description": "The format of the backing file, such as qcow2 or raw.",
                  "type": "string",
                  "minLength": 1
                }""";

    /** The refusals that all operations on the backing file share. */
    static final String REFUSALS =
            "Images with a raw external data file, which cannot have a backing file. Formats without a driver in QEMU. The image"
                    + " itself as its backing file.";

    private static final String JSON = "json:";

    private BackingName() {}

    /** Returns the problem with a text as a backing file name, if there is one. */
    static Optional<ArgumentProblem> checkName(String argument, String name) {
        return check(argument, name, Limits.MAX_BACKING_NAME);
    }

    /** Returns the problem with a text as a backing format, if there is one. */
    static Optional<ArgumentProblem> checkFormat(String argument, String format) {
        return check(argument, format, Limits.MAX_BACKING_FORMAT);
    }

    private static Optional<ArgumentProblem> check(String argument, String text, int most) {
        int length = Bytes.utf8(text).length();
        if (length > most) {
            return Optional.of(new ArgumentProblem(argument, "is " + length + " bytes; limit is " + most));
        }
        return text.indexOf('\0') < 0 ? Optional.empty() : Optional.of(new ArgumentProblem(argument, Names.NUL));
    }

    /** Returns whether a protocol or JSON name contains a text, as written or in a string of the JSON description. */
    static boolean mentions(String name, String text) {
        return name.contains(text) || name.startsWith(JSON) && JsonStrings.contain(name.substring(JSON.length()), text);
    }

    /** Returns the outcome of writing another name; an empty name is refused. */
    static HeaderEdit.Outcome rename(HeaderImage header, Bytes name) {
        if (name.isEmpty()) {
            return ProblemCode.BACKING_FILE_NAME_EMPTY.refusal(
                    "backing_file",
                    header.backingName().map(Bytes::display).orElse(""),
                    "the new backing file name is empty; to remove the backing file, use remove-backing");
        }
        if (name.length() > Limits.MAX_BACKING_NAME) {
            return ProblemCode.BACKING_FILE_NAME_TOO_LONG.refusal(
                    "backing_file",
                    name.display(),
                    "the new backing file name is " + name.length() + " bytes; limit is " + Limits.MAX_BACKING_NAME);
        }
        // Arguments have none, so it comes from the old name.
        return zeroByte(name).orElseGet(() -> changed(header, header.with(name)));
    }

    /** Returns the refusal of a name with a zero byte. */
    static Optional<HeaderEdit.Outcome> zeroByte(Bytes name) {
        return Names.zeroByte("backing_file", "backing file name", name, "set-backing");
    }

    /** Returns the extensions with a backing format, a new one in front, where QEMU puts it. */
    static List<HeaderExtension> withFormat(HeaderImage header, String format) {
        return header.extensionsWith(ExtensionType.BACKING_FORMAT.magic(), Bytes.utf8(format), 0);
    }

    /**
     * Returns the outcome of a change of the backing file. Like qemu-img rebase, refuses images with a raw external data
     * file, which holds the whole disk.
     */
    static HeaderEdit.Outcome changed(HeaderImage header, HeaderImage changed) {
        if (header.has(KnownFeature.RAW_EXTERNAL_DATA) && !changed.equals(header)) {
            return ProblemCode.RAW_EXTERNAL_DATA.refusal(
                    KnownFeature.RAW_EXTERNAL_DATA.asBit().qualifiedLabel(),
                    "set",
                    "the image has a raw external data file, so it cannot have a backing file;"
                            + " clear-feature raw-external-data makes the data file an ordinary one");
        }
        return HeaderEdit.edited(
                changed,
                changed.backingName()
                        .map(name -> Names.protocol(
                                ProblemCode.BACKING_FILE_PROTOCOL, "backing_file", "QEMU", header.backingName(), name))
                        .orElse(List.of()));
    }
}
