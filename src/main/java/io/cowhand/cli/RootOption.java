package io.cowhand.cli;

import io.cowhand.image.RootDirectory;
import io.cowhand.os.IoErrors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The option that names the directory outside of which a recipe reaches nothing. */
final class RootOption implements ArgumentGroup {

    private final Argument<Optional<Path>> root = Argument.option("--root")
            .takes("DIR", Path.class)
            .description(
                    "The directory below which images, bases, the recipe's inventories, included files and files of"
                            + " arguments must lie, with all links resolved.")
            .optional();

    @Override
    public List<Arguments> arguments() {
        return List.of(root);
    }

    /**
     * Returns the directory.
     *
     * @throws IOException if there is no such directory
     */
    RootDirectory directory() throws IOException {
        return root.value().isPresent() ? RootDirectory.of(root.value().get()) : RootDirectory.ANY;
    }

    /** Says why there is no such directory. */
    String complaint(IOException noRoot) {
        return "--root " + root.value().map(Path::toString).orElse("") + ": " + IoErrors.describe(noRoot);
    }
}
