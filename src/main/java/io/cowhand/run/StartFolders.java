package io.cowhand.run;

import io.cowhand.fleet.FleetOptions;
import io.cowhand.image.ImageEntry;
import io.cowhand.image.ImageSource;
import io.cowhand.recipe.Recipe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The folders from which the relative paths of a recipe start. */
public final class StartFolders {

    private static final Path HERE = Path.of("");

    private StartFolders() {}

    /** Returns the working folder, that of the recipe, and those of its inventories. */
    public static List<Path> of(Recipe recipe, FleetOptions options) {
        List<Path> folders = new ArrayList<>(List.of(HERE, recipe.folder()));
        Stream.concat(recipe.images().stream(), recipe.bases().stream())
                .map(ImageEntry::source)
                .filter(ImageSource.Listed.class::isInstance)
                .forEach(list -> addFolder(recipe.folder().resolve(list.text()), folders));
        options.lists().forEach(list -> addFolder(Path.of(list), folders));
        return folders;
    }

    private static void addFolder(Path list, List<Path> folders) {
        if (list.getParent() != null) {
            folders.add(list.getParent());
        }
    }
}
