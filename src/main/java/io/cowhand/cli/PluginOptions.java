package io.cowhand.cli;

import io.cowhand.operation.OperationCatalog;
import io.cowhand.recipe.PluginJars;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option that names the directory of plug-ins. */
final class PluginOptions {

    @Option(
            names = "--plugins",
            paramLabel = "DIR",
            description =
                    "A directory of jars with additional operations. Default: the one that COWHAND_PLUGINS names.")
    private Optional<Path> directory = Optional.empty();

    /**
     * Returns all operations: the built-in ones and those of the plug-ins.
     *
     * @throws io.cowhand.recipe.PluginException if a plug-in cannot be used
     */
    OperationCatalog catalog() {
        OperationCatalog builtin = OperationCatalog.load();
        return directory
                .or(PluginOptions::ofEnvironment)
                .map(path -> PluginJars.load(path, builtin))
                .orElse(builtin);
    }

    /** Returns the directory from the environment; an empty variable counts as unset. */
    private static Optional<Path> ofEnvironment() {
        return Optional.ofNullable(System.getenv("COWHAND_PLUGINS"))
                .filter(path -> !path.isEmpty())
                .map(Path::of);
    }
}
