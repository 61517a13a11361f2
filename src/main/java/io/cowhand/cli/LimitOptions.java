package io.cowhand.cli;

import io.cowhand.image.Glob;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The option that selects images of a recipe or a run. */
final class LimitOptions implements ArgumentGroup {

    private final Argument<List<String>> globs = Argument.option("--limit")
            .takes("GLOB", new Converter())
            .description("Only images that the glob matches, by the path as shown, relative to the recipe's"
                    + " directory, or absolute; repeatable.")
            .repeatable();

    @Override
    public List<Arguments> arguments() {
        return List.of(globs);
    }

    List<String> globs() {
        return globs.value();
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
