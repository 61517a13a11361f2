package io.cowhand.cli;

import io.cowhand.run.ImageFilter;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which of a recipe's or a run's images to work on. */
final class LimitOptions {

    @Option(
            names = "--limit",
            paramLabel = "GLOB",
            converter = Converter.class,
            description = "Only images that the glob matches, by the path as shown, relative to the recipe's folder, or"
                    + " absolute; repeatable.")
    private List<String> globs = List.of();

    List<String> globs() {
        return globs;
    }

    /** Checks that a glob is one. */
    static final class Converter implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            try {
                new ImageFilter(List.of(text));
                return text;
            } catch (IllegalArgumentException malformed) {
                throw new TypeConversionException(String.valueOf(malformed.getMessage()));
            }
        }
    }
}
