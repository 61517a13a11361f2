package io.cowhand.recipe;

import io.cowhand.image.DisplayPath;
import io.cowhand.schema.CompiledSchema;
import io.cowhand.schema.SchemaValidator;
import io.cowhand.yaml.Pointer;
import io.cowhand.yaml.Position;
import io.cowhand.yaml.ProblemCollector;
import io.cowhand.yaml.Quoted;
import io.cowhand.yaml.YamlReader;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Collects the steps of a recipe and of the files that it includes, in their order. */
final class IncludedSteps {

    /** The key of the steps in a recipe, and in a file that is included. */
    static final String STEPS = "steps";

    /** The key of a file to include, in the place of a step. */
    static final String INCLUDE = "include";

    private final SchemaValidator validator;
    private final RecipeSchema schema;
    private @Nullable CompiledSchema frame;
    private final Expressions expressions;
    private final List<WrittenStep> steps = new ArrayList<>();
    private final List<RecipeSource> included = new ArrayList<>();
    private int files;
    /** The files that are being read, from the recipe to the innermost one. */
    private final Deque<Path> open = new ArrayDeque<>();

    private int bytesLeft = Limits.FILE_BYTES;

    /**
     * A step as it is written.
     *
     * @param source the file that it is written in
     * @param at its pointer there
     */
    record WrittenStep(RecipeSource source, Pointer at, JsonNode step) {}

    /**
     * Creates an empty list.
     *
     * @param schema has the schema of files to include, which is compiled once there is one
     * @param expressions compiles the names of files, which may contain variables of the recipe
     */
    IncludedSteps(SchemaValidator validator, RecipeSchema schema, Expressions expressions) {
        this.validator = validator;
        this.schema = schema;
        this.expressions = expressions;
    }

    /** Returns the steps. */
    List<WrittenStep> steps() {
        return steps;
    }

    /** Returns the documents of the included files, as far as they can be parsed, outer ones before inner ones. */
    List<RecipeSource> included() {
        return included;
    }

    /** Adds the steps of a file whose frame is checked. */
    void add(RecipeSource source) {
        JsonNode all = source.document().tree().path(STEPS);
        open.addLast(identity(source.file()));
        for (int i = 0; i < all.size() && all.isArray(); i++) {
            JsonNode step = all.get(i);
            Pointer at = Pointer.of(STEPS).child(i);
            if (step.has(INCLUDE)) {
                include(source, at.child(INCLUDE), step.path(INCLUDE));
            } else {
                steps.add(new WrittenStep(source, at, step));
            }
        }
        open.removeLast();
    }

    private void include(RecipeSource source, Pointer at, JsonNode written) {
        if (!written.isString() || written.stringValue().isEmpty()) {
            return; // the frame's schema has reported it
        }
        Optional<String> name = expressions.text(source, at, written.stringValue());
        if (name.isEmpty()) {
            return;
        }
        Path file;
        try {
            file = DisplayPath.withoutDots(source.folder().resolve(name.get()));
        } catch (InvalidPathException notAPath) {
            source.report(ProblemCode.BAD_INCLUDE, at, Quoted.text(name.get()) + " is not a valid file name");
            return;
        }
        if (open.contains(identity(file))) {
            String circle = Stream.concat(open.stream(), Stream.of(identity(file)))
                    .map(each -> String.valueOf(each.getFileName()))
                    .collect(Collectors.joining(" -> "));
            source.report(ProblemCode.BAD_INCLUDE, at, "the file includes itself: " + circle);
        } else if (open.size() > Limits.INCLUDE_LEVELS) {
            source.report(
                    ProblemCode.BAD_INCLUDE,
                    at,
                    "includes are nested more than " + Limits.INCLUDE_LEVELS + " levels deep");
        } else if (files >= Limits.INCLUDES) {
            source.report(ProblemCode.BAD_INCLUDE, at, "more than " + Limits.INCLUDES + " files are included");
        } else {
            source.read(file, bytesLeft, at).ifPresent(contents -> add(source, at, file, contents));
        }
    }

    private void add(RecipeSource from, Pointer at, Path file, BoundedFile.Contents contents) {
        String shown = "the file " + Quoted.text(file.toString());
        if (contents instanceof BoundedFile.Unreadable unreadable) {
            from.report(ProblemCode.BAD_INCLUDE, at, shown + " cannot be read: " + unreadable.why());
        } else if (contents instanceof BoundedFile.Whole whole) {
            bytesLeft -= whole.bytes().length();
            files++;
            ProblemCollector problems =
                    from.problems().including(file.toString(), from.place(at).value());
            YamlReader.read(whole.bytes(), problems)
                    .ifPresent(document -> addIncluded(new RecipeSource(file, document, problems, from.files())));
        } else {
            from.report(
                    ProblemCode.BAD_INCLUDE,
                    at,
                    "with " + shown + ", the included files are larger than " + Limits.FILE_BYTES + " bytes");
        }
    }

    private void addIncluded(RecipeSource source) {
        if (!source.document().tree().isObject()) {
            source.problems()
                    .add(
                            ProblemCode.BAD_INCLUDE,
                            Position.START,
                            Pointer.ROOT,
                            "a file to include is a mapping with the keys cowhand, steps and vars");
            return;
        }
        included.add(source);
        validator.validate(frame(), source.document().tree(), Pointer.ROOT, source.document(), source.problems());
        add(source);
    }

    /** Returns the schema of files to include, compiled by the first one: most recipes include none. */
    private CompiledSchema frame() {
        if (frame == null) {
            frame = validator.compile(schema.includedFrame());
        }
        return frame;
    }

    private static Path identity(Path file) {
        return file.toAbsolutePath().normalize();
    }
}
