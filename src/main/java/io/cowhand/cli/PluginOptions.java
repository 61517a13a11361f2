package io.cowhand.cli;

import io.cowhand.operation.OperationCatalog;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where operations of others come from. */
final class PluginOptions {

    @Option(
            names = "--plugins",
            paramLabel = "DIR",
            defaultValue = "${env:COWHAND_PLUGINS}",
            description = "A directory of jars with further operations; otherwise that which COWHAND_PLUGINS names.")
    private Optional<Path> directory = Optional.empty();

    /**
     * All operations: the built-in ones, and those of the plug-ins.
     *
     * @throws PluginException where a plug-in cannot be used
     */
    OperationCatalog catalog() {
        OperationCatalog builtin = OperationCatalog.load();
        // An environment variable that is empty is as good as none.
        return directory
                .filter(path -> !path.toString().isEmpty())
                .map(path -> PluginJars.load(path, builtin))
                .orElse(builtin);
    }
}
