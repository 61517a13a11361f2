package io.cowhand.operation.builtin;

import io.cowhand.operation.Arguments;
import io.cowhand.operation.Binding;
import io.cowhand.operation.HeaderEdit;
import io.cowhand.operation.OperationHandler;
import io.cowhand.qcow2.ExtensionType;
import io.cowhand.qcow2.HeaderExtension;
import io.cowhand.qcow2.HeaderImage;
import java.util.List;

/** Removes the name and format of the backing file. */
public final class RemoveBacking implements OperationHandler {

    @Override
    public String name() {
        return "remove-backing";
    }

    @Override
    public String summary() {
        return "Remove the backing file's name and format; guests then read zeros where its data was";
    }

    @Override
    public boolean alwaysUnsafe() {
        return true;
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
                op: remove-backing
                unsafe: true
                """;
    }

    @Override
    public Binding bind(Arguments arguments) {
        return Binding.of(facts -> {
            HeaderImage header = facts.header();
            List<HeaderExtension> extensions = header.extensionsWithout(ExtensionType.BACKING_FORMAT.magic());
            return HeaderEdit.edited(header.withoutName(extensions));
        });
    }
}
