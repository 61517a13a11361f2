package io.cowhand.cli;

import io.cowhand.operation.OperationCatalog;
import io.cowhand.recipe.PluginJars;
import io.cowhand.recipe.RecipeReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The option that names the directory of plug-ins. */
final class PluginOptions implements ArgumentGroup {

    private final Argument<Optional<Path>> directory = Argument.option("--plugins")
            .takes("DIR", Path.class)
            .description("A directory of jars with additional operations. Default: the one that COWHAND_PLUGINS names.")
            .optional();

    @Override
    public List<Arguments> arguments() {
        return List.of(directory);
    }

    /**
     * Returns all operations: the built-in ones and those of the plug-ins.
     *
     * @throws io.cowhand.recipe.PluginException if a plug-in cannot be used
     */
    OperationCatalog catalog() {
        OperationCatalog builtin = OperationCatalog.load();
        return folder().map(path -> PluginJars.load(path, builtin)).orElse(builtin);
    }

    /**
     * Returns a reader of recipes that may use all operations.
     *
     * @throws io.cowhand.recipe.PluginException if a plug-in cannot be used
     */
    RecipeReader reader() {
        return folder().isPresent() ? new RecipeReader(catalog()) : HeadStart.reader();
    }

    private Optional<Path> folder() {
        return directory.value().or(PluginOptions::ofEnvironment);
    }

    /** Returns the directory from the environment; an empty variable counts as unset. */
    private static Optional<Path> ofEnvironment() {
        return Optional.ofNullable(System.getenv("COWHAND_PLUGINS"))
                .filter(path -> !path.isEmpty())
                .map(Path::of);
    }
}
