package io.cowhand.recipe;

import io.cowhand.bytes.Bytes;
import io.cowhand.image.RootDirectory;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where the files of one recipe are read, which remembers them, so that a saved plan can hold them. */
final class RecipeFiles {

    private final RootDirectory root;
    private final Optional<Map<String, Bytes>> recorded;
    private final Map<String, Bytes> contents = new LinkedHashMap<>();

    private RecipeFiles(RootDirectory root, Optional<Map<String, Bytes>> recorded) {
        this.root = root;
        this.recorded = recorded;
    }

    /** Returns the files of the system, of which all but the recipe must lie below a directory. */
    static RecipeFiles below(RootDirectory root) {
        return new RecipeFiles(root, Optional.empty());
    }

    /** Returns files that were read before, by their paths then. */
    static RecipeFiles recorded(Map<String, Bytes> files) {
        return new RecipeFiles(RootDirectory.ANY, Optional.of(Map.copyOf(files)));
    }

    RootDirectory root() {
        return root;
    }

    /** Reads a file that the user names. */
    BoundedFile.Contents readNamedByUser(Path file, int limit) {
        return remembered(file, recorded.isPresent() ? recorded(file) : BoundedFile.read(file, limit));
    }

    /** Reads a file that the recipe names. */
    BoundedFile.Contents read(Path file, int limit) {
        return remembered(file, recorded.isPresent() ? recorded(file) : BoundedFile.read(file, limit, root));
    }

    private BoundedFile.Contents recorded(Path file) {
        Bytes content = recorded.orElseThrow().get(file.toString());
        return content == null
                ? new BoundedFile.Unreadable("it was not read when the plan was made")
                : new BoundedFile.Whole(content);
    }

    private BoundedFile.Contents remembered(Path file, BoundedFile.Contents found) {
        if (found instanceof BoundedFile.Whole whole) {
            contents.putIfAbsent(file.toString(), whole.bytes());
        }
        return found;
    }

    /** Returns all files that were read, in order. */
    List<Recipe.File> all() {
        return contents.entrySet().stream()
                .map(file -> new Recipe.File(file.getKey(), file.getValue()))
                .toList();
    }
}
