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

/** Rewrites the path of the backing file relative to the image's directory or to the root. */
abstract class BackingPath implements OperationHandler {

    @Override
    public String refusals() {
        return BackingName.REFUSALS
                + " Names with a zero byte, images in a directory whose path is not UTF-8, and results that are too long."
                + " Names that are not paths (json: and protocols) are left unchanged.";
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

    /** Returns whether a path already has the wanted form. */
    abstract boolean isDone(PathComponents name);

    /**
     * Returns the new name.
     *
     * @param directory the directory of the image, absolute
     * @param name the old name, a path
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
        Optional<HeaderEdit.Outcome> zeroByte = BackingName.zeroByte(name.get());
        if (zeroByte.isPresent()) {
            return zeroByte.get();
        }
        if (facts.directory().indexOf('\ufffd') >= 0) {
            return ProblemCode.DIRECTORY_NOT_UTF8.refusal(
                    "backing_file",
                    name.get().display(),
                    "the path of the image's directory, " + facts.directory() + ", is not UTF-8");
        }
        PathComponents directory = PathComponents.of(Bytes.utf8(facts.directory()));
        return BackingName.rename(header, path(directory, path));
    }
}
