package io.cowhand.cli;

import io.cowhand.image.ImageEntry;
import io.cowhand.image.ImageResolver;
import io.cowhand.inventory.StandardInput;
import io.cowhand.problem.Location;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options that name images in place of a recipe. */
final class ImagesOptions {

    @Option(
            names = "--images",
            paramLabel = "GLOB",
            converter = Converter.class,
            description = "Images in place of the recipe's: a path or glob, relative to the working directory;"
                    + " repeatable.")
    private List<String> globs = List.of();

    @Option(
            names = "--images-from",
            paramLabel = "FILE",
            description = "An inventory of images in place of the recipe's: lines, or CSV or JSON Lines by the suffix;"
                    + " '-' reads lines from standard input; repeatable.")
    private List<String> lists = List.of();

    List<String> globs() {
        return globs;
    }

    /**
     * Returns the inventories.
     *
     * @throws IllegalArgumentException if standard input is named twice
     */
    List<String> lists() {
        if (Collections.frequency(lists, StandardInput.NAME) > 1) {
            throw new IllegalArgumentException("--images-from - can be given only once");
        }
        return lists;
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
