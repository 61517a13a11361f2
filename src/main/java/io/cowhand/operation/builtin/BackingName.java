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

/** What all operations on the backing file judge alike: names, formats, and when they may be written. */
final class BackingName {

    /** The schema of an argument that gives a backing format. */
    static final String FORMAT_SCHEMA = """
            {
                  "description": "The backing file's format, such as qcow2 or raw.",
                  "type": "string",
                  "minLength": 1
                }""";

    /** What all operations on the backing file refuse. */
    static final String REFUSALS =
            "A change of an image with a raw external data file, which cannot have a backing file; a format that QEMU has no"
                    + " driver for, and the image itself as its backing file.";

    private static final String JSON = "json:";

    private BackingName() {}

    /** What is wrong with a text as a backing file name. */
    static Optional<ArgumentProblem> checkName(String argument, String name) {
        return check(argument, name, Limits.MAX_BACKING_NAME);
    }

    /** What is wrong with a text as a backing format. */
    static Optional<ArgumentProblem> checkFormat(String argument, String format) {
        return check(argument, format, Limits.MAX_BACKING_FORMAT);
    }

    private static Optional<ArgumentProblem> check(String argument, String text, int most) {
        int length = Bytes.utf8(text).length();
        if (length > most) {
            return Optional.of(
                    new ArgumentProblem(argument, "is " + length + " bytes long; at most " + most + " can be"));
        }
        return text.indexOf('\0') < 0 ? Optional.empty() : Optional.of(new ArgumentProblem(argument, Names.NUL));
    }

    /** Whether a name that is no path holds a text, as it is written or within the strings of a JSON description. */
    static boolean mentions(String name, String text) {
        return name.contains(text) || name.startsWith(JSON) && JsonStrings.contain(name.substring(JSON.length()), text);
    }

    /** The header with another name; {@link Bytes#EMPTY} is not one. */
    static HeaderEdit.Outcome rename(HeaderImage header, Bytes name) {
        if (name.isEmpty()) {
            return ProblemCode.BACKING_FILE_NAME_EMPTY.refusal(
                    "backing_file",
                    header.backingName().map(Bytes::display).orElse(""),
                    "the new backing file name would be empty; remove-backing removes the backing file");
        }
        if (name.length() > Limits.MAX_BACKING_NAME) {
            return ProblemCode.BACKING_FILE_NAME_TOO_LONG.refusal(
                    "backing_file",
                    name.display(),
                    "the new backing file name would be " + name.length() + " bytes long; at most "
                            + Limits.MAX_BACKING_NAME + " can be");
        }
        return changed(header, header.with(name));
    }

    /** The extensions with a backing format; it goes in front, where QEMU puts it. */
    static List<HeaderExtension> withFormat(HeaderImage header, String format) {
        return header.extensionsWith(ExtensionType.BACKING_FORMAT.magic(), Bytes.utf8(format), 0);
    }

    /** Refuses what qemu-img rebase refuses: a raw external data file is a whole disk, without anything behind it. */
    static HeaderEdit.Outcome changed(HeaderImage header, HeaderImage changed) {
        if (header.has(KnownFeature.RAW_EXTERNAL_DATA) && !changed.equals(header)) {
            return ProblemCode.RAW_EXTERNAL_DATA.refusal(
                    KnownFeature.RAW_EXTERNAL_DATA.asBit().qualifiedLabel(),
                    "set",
                    "the image has a raw external data file, so it cannot have a backing file;"
                            + " clear-feature raw-external-data first");
        }
        return HeaderEdit.edited(
                changed,
                changed.backingName()
                        .map(name -> Names.protocol(
                                ProblemCode.BACKING_FILE_PROTOCOL, "backing_file", "QEMU", header.backingName(), name))
                        .orElse(List.of()));
    }
}
