package io.cowhand.cli;

import io.cowhand.image.Glob;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The option that selects images of a recipe or a run. */
final class LimitOptions {

    @Option(
            names = "--limit",
            paramLabel = "GLOB",
            converter = Converter.class,
            description = "Only images that the glob matches, by the path as shown, relative to the recipe's"
                    + " directory, or absolute; repeatable.")
    private List<String> globs = List.of();

    List<String> globs() {
        return globs;
    }

    /** Checks the syntax of a glob. */
    static final class Converter implements ITypeConverter<String> {
        @Override
        public String convert(String text) {
            if (Glob.parse(text) instanceof Glob.Bad bad) {
                throw new TypeConversionException("--limit: " + bad.problem().message());
            }
            return text;
        }
    }
}
