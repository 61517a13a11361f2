package io.cowhand.cli;

import io.cowhand.operation.OperationCatalog;
import io.cowhand.recipe.PluginJars;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where operations of others come from. */
final class PluginOptions {

    @Option(
            names = "--plugins",
            paramLabel = "DIR",
            description = "A directory of jars with further operations; otherwise that which COWHAND_PLUGINS names.")
    private Optional<Path> directory = Optional.empty();

    /**
     * All operations: the built-in ones, and those of the plug-ins.
     *
     * @throws io.cowhand.recipe.PluginException where a plug-in cannot be used
     */
    OperationCatalog catalog() {
        OperationCatalog builtin = OperationCatalog.load();
        return directory
                .or(PluginOptions::ofEnvironment)
                .map(path -> PluginJars.load(path, builtin))
                .orElse(builtin);
    }

    /** A variable that is empty is as good as none. */
    private static Optional<Path> ofEnvironment() {
        return Optional.ofNullable(System.getenv("COWHAND_PLUGINS"))
                .filter(path -> !path.isEmpty())
                .map(Path::of);
    }
}
