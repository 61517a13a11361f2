package io.cowhand.operation.builtin;

import io.cowhand.bytes.Bytes;
import io.cowhand.operation.Arguments;
import io.cowhand.operation.Binding;
import io.cowhand.operation.HeaderEdit;
import io.cowhand.operation.OperationHandler;
import io.cowhand.qcow2.FileName;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.qcow2.PathComponents;
import java.util.Optional;

/** Says the backing file's path in another way, seen from the image's own directory. */
abstract class BackingPath implements OperationHandler {

    @Override
    public String refusals() {
        return BackingName.REFUSALS
                + " A name with a zero byte, an image in a directory whose name is not UTF-8, and a result that is too"
                + " long."
                + " Names that are no paths (json: and protocols) stay as they are.";
    }

    @Override
    public String schema() {
        return """
                {"properties": {}}
                """;
    }

    @Override
    public String example() {
        return """
                op: %s
                """.formatted(name());
    }

    @Override
    public Binding bind(Arguments arguments) {
        return Binding.of(this::edit);
    }

    /** Whether a path is said as it shall be already. */
    abstract boolean isDone(PathComponents name);

    /**
     * The name as it shall be.
     *
     * @param directory the image's, absolute
     * @param name the name as found, a path
     */
    abstract Bytes path(PathComponents directory, PathComponents name);

    private HeaderEdit.Outcome edit(ImageFacts facts) {
        HeaderImage header = facts.header();
        Optional<Bytes> name = header.backingName();
        if (name.isEmpty() || FileName.isProtocol(name.get().display())) {
            return HeaderEdit.edited(header);
        }
        PathComponents path = PathComponents.of(name.get());
        if (isDone(path)) {
            return HeaderEdit.edited(header);
        }
        if (name.get().untilZero().length() < name.get().length()) {
            return ProblemCode.NAME_HAS_ZERO_BYTE.refusal(
                    "backing_file",
                    name.get().display(),
                    "the backing file name has a zero byte, where QEMU's name ends and other programs' may not;"
                            + " set-backing writes another one");
        }
        if (facts.directory().indexOf('\ufffd') >= 0) {
            return ProblemCode.DIRECTORY_NOT_UTF8.refusal(
                    "backing_file",
                    name.get().display(),
                    "the image's directory " + facts.directory() + " has a name that is not UTF-8");
        }
        PathComponents directory = PathComponents.of(Bytes.utf8(facts.directory()));
        return BackingName.rename(header, path(directory, path));
    }
}
