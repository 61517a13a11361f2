package io.cowhand.cli;

import io.cowhand.fleet.Shard;
import io.cowhand.image.ImageEntry;
import io.cowhand.image.ImageResolver;
import io.cowhand.inventory.StandardInput;
import io.cowhand.problem.Location;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The options that name images in place of a recipe, and the one that divides them among machines. */
final class ImagesOptions implements ArgumentGroup {

    private final Argument<List<String>> globs = Argument.option("--images")
            .takes("GLOB", new Converter())
            .description("Images in place of the recipe's: a path or glob, relative to the working directory;"
                    + " repeatable.")
            .repeatable();

    private final Argument<List<String>> lists = Argument.option("--images-from")
            .takes("FILE", String.class)
            .description("An inventory of images in place of the recipe's: lines, or CSV or JSON Lines by the suffix;"
                    + " '-' reads lines from standard input; repeatable.")
            .repeatable();

    private final Argument<Optional<Shard>> shard = Argument.option("--shard")
            .takes("I/N", new ShardConverter())
            .description("Only part I of N parts of the images, for N machines that share the work; 'cowhand show' puts"
                    + " their results together.")
            .optional();

    @Override
    public List<Arguments> arguments() {
        return List.of(globs, lists, shard);
    }

    Optional<Shard> shard() {
        return shard.value();
    }

    List<String> globs() {
        return globs.value();
    }

    /**
     * Returns the inventories.
     *
     * @throws IllegalArgumentException if standard input is named twice
     */
    List<String> lists() {
        if (Collections.frequency(lists.value(), StandardInput.NAME) > 1) {
            throw new IllegalArgumentException("--images-from - can be given only once");
        }
        return lists.value();
    }

    /** Returns the inventories that are files. */
    List<Path> files() {
        return lists.value().stream()
                .filter(list -> !list.equals(StandardInput.NAME))
                .map(Path::of)
                .toList();
    }

    /** Reads a shard. */
    static final class ShardConverter implements ITypeConverter<Shard> {
        @Override
        public Shard convert(String text) {
            try {
                return Shard.parse(text);
            } catch (IllegalArgumentException wrong) {
                throw new TypeConversionException(String.valueOf(wrong.getMessage()));
            }
        }
    }

    /** Checks the syntax of a path or glob. */
    static final class Converter implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            ImageEntry entry = new ImageEntry(text, List.of(), Location.NOWHERE);
            new ImageResolver(Path.of("")).validate(entry).forEach(problem -> {
                throw new TypeConversionException("--images: " + problem.message());
            });
            return text;
        }
    }
}
