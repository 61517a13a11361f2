package io.cowhand.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.TypeConversionException;

/** An option or a parameter of a command, which has its value once the command line is parsed. */
final class Argument<T> implements Arguments {

    private final ArgSpec spec;
    private final @Nullable T absent;

    private Argument(ArgSpec spec, @Nullable T absent) {
        this.spec = spec;
        this.absent = absent;
    }

    /** Returns a flag, which may also be given as {@code --name=false}. */
    static Argument<Boolean> flag(String name, String description) {
        return flag(OptionSpec.builder(name).description(description));
    }

    /** Returns a flag that also has a short name. */
    static Argument<Boolean> flag(String shortName, String name, String description) {
        return flag(OptionSpec.builder(shortName, name).description(description));
    }

    /** Returns a flag that takes no value, since it decides whether something is written. */
    static Argument<Boolean> bareFlag(String name, String description) {
        return flag(OptionSpec.builder(name).arity("0").description(description));
    }

    private static Argument<Boolean> flag(OptionSpec.Builder spec) {
        return new Argument<>(spec.type(boolean.class).initialValue(false).build(), false);
    }

    /** Begins an option with a value. */
    static Draft<String> option(String... names) {
        return new Draft<>(List.of(names), "1", "", String.class, List.of(), "");
    }

    /** Begins a parameter that must be given once. */
    static Draft<String> parameter() {
        return parameter("1");
    }

    /** Begins a parameter that may be given a number of times, such as {@code 0..1} or {@code 1..*}. */
    static Draft<String> parameter(String times) {
        return new Draft<>(List.of(), times, "", String.class, List.of(), "");
    }

    @Override
    public void addTo(CommandSpec command) {
        command.add(spec);
    }

    /** Returns the value that is given, or else the one that the argument has then. */
    T value() {
        T given = spec.getValue();
        return given == null ? Objects.requireNonNull(absent, "the command line is not parsed yet") : given;
    }

    /**
     * An argument with a value, before it is settled whether it is required, optional or repeatable.
     *
     * @param names the names of an option; empty for a parameter
     * @param times how often a parameter may be given
     * @param label the name of the value; one of several words itself shows how often they may be given
     */
    record Draft<T>(
            List<String> names,
            String times,
            String label,
            Class<?> type,
            List<ITypeConverter<?>> converters,
            String description) {

        /** Sets the name of the value, and its type. */
        <U> Draft<U> takes(String name, Class<U> valueType) {
            return new Draft<>(names, times, name, valueType, converters(valueType), description);
        }

        /** An empty path would be the working directory, where a variable of the shell is not set. */
        private static List<ITypeConverter<?>> converters(Class<?> valueType) {
            if (valueType != Path.class) {
                return List.of();
            }
            ITypeConverter<Path> path = text -> {
                if (text.isEmpty()) {
                    throw new TypeConversionException("the path is empty");
                }
                return Path.of(text);
            };
            return List.of(path);
        }

        /** Sets the name of the value, and what reads it. */
        <U> Draft<U> takes(String name, ITypeConverter<U> converter) {
            return new Draft<>(names, times, name, Object.class, List.of(converter), description);
        }

        Draft<T> description(String text) {
            return new Draft<>(names, times, label, type, converters, text);
        }

        /** Returns an argument that must be given. */
        Argument<T> required() {
            return new Argument<>(spec(type, true, null), null);
        }

        /** Returns an argument that has a value without being given. */
        Argument<T> orElse(T value) {
            return new Argument<>(spec(type, false, value), value);
        }

        Argument<Optional<T>> optional() {
            return new Argument<>(spec(Optional.class, false, Optional.empty()), Optional.empty());
        }

        Argument<List<T>> repeatable() {
            return new Argument<>(spec(List.class, times.startsWith("1.."), List.of()), List.of());
        }

        private ArgSpec spec(Class<?> holder, boolean required, @Nullable Object absent) {
            // Twice the same, since what the builders have in common is not public.
            return names.isEmpty()
                    ? PositionalParamSpec.builder()
                            .arity(times)
                            .paramLabel(label)
                            .hideParamSyntax(label.contains(" "))
                            .type(holder)
                            .auxiliaryTypes(type)
                            .converters(converters.toArray(ITypeConverter<?>[]::new))
                            .required(required)
                            .initialValue(absent)
                            .description(description)
                            .build()
                    : OptionSpec.builder(names.toArray(String[]::new))
                            .paramLabel(label)
                            .type(holder)
                            .auxiliaryTypes(type)
                            .converters(converters.toArray(ITypeConverter<?>[]::new))
                            .required(required)
                            .initialValue(absent)
                            .description(description)
                            .build();
        }
    }
}
