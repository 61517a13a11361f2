package io.cowhand.cli;

import io.cowhand.fleet.VariableOptions;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The options that give values to the variables of recipes. */
final class VariableArguments implements ArgumentGroup {

    private final Argument<List<Assignment>> assignments = Argument.option("--var")
            .takes("NAME=VALUE", new Converter())
            .description("A value for a variable of the recipe, of the type that it has there; repeatable, the last"
                    + " value of a name counts.")
            .repeatable();

    private final Argument<Optional<Path>> file = Argument.option("--vars-file")
            .takes("FILE", Path.class)
            .description("A YAML or JSON file that maps variables of the recipe to values; --var overrides them.")
            .optional();

    @Override
    public List<Arguments> arguments() {
        return List.of(assignments, file);
    }

    VariableOptions options() {
        Map<String, String> values = new LinkedHashMap<>();
        assignments.value().forEach(each -> values.put(each.name, each.value));
        return new VariableOptions(file.value(), values);
    }

    private record Assignment(String name, String value) {}

    /** Splits a name from a value. No message shows the text, since it may be a secret. */
    static final class Converter implements ITypeConverter<Assignment> {
        @Override
        public Assignment convert(String text) {
            int end = text.indexOf('=');
            if (end <= 0) {
                String what = end < 0 ? "\"=\"" : "name";
                throw new TypeConversionException(
                        "must be NAME=VALUE, such as ticket=CHG-1234; the " + what + " is missing");
            }
            return new Assignment(text.substring(0, end), text.substring(end + 1));
        }
    }
}
