package io.cowhand.recipe;

import io.cowhand.image.RootDirectory;
import io.cowhand.problem.Location;
import io.cowhand.yaml.Pointer;
import io.cowhand.yaml.Position;
import io.cowhand.yaml.ProblemCollector;
import io.cowhand.yaml.Quoted;
import io.cowhand.yaml.SourceMap;
import io.cowhand.yaml.YamlDocument;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file of a recipe while it is being read.
 *
 * @param file the path as the user gave it
 * @param document the parsed text
 * @param problems collects its problems
 * @param files reads the files that it names
 */
record RecipeSource(Path file, YamlDocument document, ProblemCollector problems, RecipeFiles files) {

    /** Creates a file that may name any files. */
    RecipeSource(Path file, YamlDocument document, ProblemCollector problems) {
        this(file, document, problems, RecipeFiles.below(RootDirectory.ANY));
    }

    /** Returns the folder of a recipe, which its relative paths start at; the empty path for the working folder. */
    static Path folder(Path file) {
        return file.getParent() == null ? file.getFileSystem().getPath("") : file.getParent();
    }

    /** Returns the folder that relative paths in the file start at. */
    Path folder() {
        return folder(file);
    }

    /** Returns the position of a value, or of the nearest one above it if there is none. */
    SourceMap place(Pointer at) {
        return document.source().nearest(at);
    }

    /** Returns the location of a value for messages. */
    Location location(Pointer at) {
        Position position = place(at).value();
        return new Location.InText(problems.file(), position.line(), position.column(), at.toString());
    }

    /** Returns a value's key and position in words, for messages about images: {@code when (recipe.yaml:12:5)}. */
    String describe(Pointer at) {
        Position position = place(at).value();
        String key = at.tokens().get(at.tokens().size() - 1);
        return key + " (" + problems.file() + ":" + position.line() + ":" + position.column() + ")";
    }

    /** Reports a problem with a value at one of its code points. */
    void report(String code, Pointer at, int offset, String message) {
        problems.add(code, place(at).position(offset), at, message);
    }

    /** Returns the contents of a file that a value names; nothing, after reporting it, if it is not below the root. */
    Optional<BoundedFile.Contents> read(Path named, int limit, Pointer at) {
        BoundedFile.Contents contents = files.read(named, limit);
        if (contents instanceof BoundedFile.Outside) {
            report(
                    ProblemCode.OUTSIDE_ROOT,
                    at,
                    Quoted.text(named.toString()) + " is not below --root " + files.root());
            return Optional.empty();
        }
        return Optional.of(contents);
    }

    /** Reports a problem with a value. */
    void report(String code, Pointer at, String message) {
        problems.add(code, place(at).value(), at, message);
    }
}
