package io.cowhand.recipe;

import io.cowhand.bytes.Bytes;
import io.cowhand.expression.Scope;
import io.cowhand.image.ImageEntry;
import io.cowhand.image.LinkPolicy;
import io.cowhand.image.RootDirectory;
import io.cowhand.problem.Problem;
import io.cowhand.schema.NearestName;
import io.cowhand.step.Condition;
import io.cowhand.step.Step;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A valid recipe with bound steps.
 *
 * @param folder the folder that relative paths start at, as the user gave it; the empty path for the working folder
 * @param file the recipe's path as the user gave it, for display
 * @param name the name of the recipe
 * @param description its purpose
 * @param vars the values of its variables by name: {@link String}, {@link java.math.BigInteger}, {@link Boolean}, and
 *     immutable {@link List} and {@link Map} of them
 * @param images the images to edit; no entry if they are named with each run
 * @param bases the files that names of backing files may lead to, besides the images
 * @param where the condition on which the recipe is for an image
 * @param steps the steps, in order, with those of the included files; at least one
 * @param problemsWithoutRows what is wrong with the steps if no inventory describes the images
 * @param askedColumns the columns of inventories that the steps ask for by name
 * @param files all files that were read: the recipe itself, the included ones, and those that arguments name
 * @param root the directory below which images and bases must lie
 * @param notQcow2 what to do with a file without the qcow2 magic
 * @param links which links on the paths of images are followed
 * @param onError what to do with the images after a failed one
 * @param rollout the precautions with which it is applied to a fleet
 */
public record Recipe(
        Path folder,
        String file,
        String name,
        Optional<String> description,
        Map<String, Object> vars,
        List<ImageEntry> images,
        List<ImageEntry> bases,
        Optional<Condition> where,
        List<Step> steps,
        List<Problem> problemsWithoutRows,
        List<AskedColumn> askedColumns,
        List<File> files,
        RootDirectory root,
        NotQcow2 notQcow2,
        LinkPolicy links,
        OnError onError,
        Rollout rollout) {

    /** Copies the lists and the values. */
    public Recipe {
        vars = Collections.unmodifiableMap(new LinkedHashMap<>(vars));
        images = List.copyOf(images);
        bases = List.copyOf(bases);
        steps = List.copyOf(steps);
        problemsWithoutRows = List.copyOf(problemsWithoutRows);
        askedColumns = List.copyOf(askedColumns);
        files = List.copyOf(files);
        if (name.isEmpty() || steps.isEmpty() || files.isEmpty()) {
            throw new IllegalArgumentException("a recipe has a name, steps and a file");
        }
    }

    /** Returns the contents of the recipe's own file. */
    public Bytes text() {
        return files.get(0).content();
    }

    /** Returns whether the backing files of images are looked up: there are bases, or an expression reads {@code backing}. */
    public boolean readsBackingFiles() {
        return !bases.isEmpty()
                || where.stream()
                        .anyMatch(condition -> condition.expression().reads().contains(Scope.BACKING))
                || steps.stream().anyMatch(step -> step.reads().contains(Scope.BACKING));
    }

    /** Returns whether images may be skipped. */
    public boolean maySkip() {
        return where.isPresent() || notQcow2 == NotQcow2.SKIP;
    }

    /** Returns what is wrong with the steps if entries name the images. */
    public List<Problem> problemsWith(List<ImageEntry> entries) {
        return entries.stream().anyMatch(entry -> entry.source().hasRows()) ? List.of() : problemsWithoutRows;
    }

    /**
     * Returns what is wrong with the steps if rows have these columns: a column that is asked for and missing counts as
     * misspelled if another one has a similar name. Otherwise the recipe is meant for inventories without it, too.
     */
    public List<Problem> problemsWithColumns(Set<String> columns) {
        return askedColumns.stream()
                .filter(asked -> !columns.contains(asked.name()))
                .flatMap(asked -> asked.misspelled(NearestName.hint(asked.name(), columns)).stream())
                .toList();
    }

    /**
     * A column that an expression asks for, as {@code has(row.owner)} does.
     *
     * @param name the column's name
     * @param unknown the problem that there is none, where it is asked for
     */
    public record AskedColumn(String name, Problem unknown) {
        private Optional<Problem> misspelled(String hint) {
            return hint.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Problem(
                            unknown.code(),
                            unknown.severity(),
                            unknown.origin(),
                            unknown.location(),
                            unknown.message() + hint));
        }
    }

    /**
     * A file of the recipe.
     *
     * @param path the path by which it was read
     * @param content its bytes
     */
    public record File(String path, Bytes content) {}

    /** What to do with a file without the qcow2 magic. */
    public enum NotQcow2 {
        /** Counts the file as a failed image. */
        FAIL,
        /** Skips the file. */
        SKIP
    }

    /** What to do with the images after a failed one. */
    public enum OnError {
        /** Continues with them. */
        CONTINUE,
        /** Leaves them alone. */
        STOP
    }
}
