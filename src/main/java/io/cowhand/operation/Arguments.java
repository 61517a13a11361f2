package io.cowhand.operation;

import io.cowhand.bytes.Bytes;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The arguments of one step, valid by the handler's schema, with its defaults filled in.
 *
 * @param values the arguments by name: {@code String}, {@code BigInteger}, {@code Boolean}, or an immutable {@code List}
 *     or {@code Map} of these; a {@code file-contents} argument is not here
 * @param files the contents of the files named by {@code file-contents} arguments, by argument
 * @param unsafe whether the step says {@code unsafe: true}
 */
public record Arguments(Map<String, Object> values, Map<String, Bytes> files, boolean unsafe) {

    /** Copies the maps. */
    public Arguments {
        values = Map.copyOf(values);
        files = Map.copyOf(files);
    }

    /** Whether the argument was given, or has a default. */
    public boolean has(String name) {
        return values.containsKey(name) || files.containsKey(name);
    }

    /** A text that the schema requires or gives a default. */
    public String text(String name) {
        return optionalText(name).orElseThrow(() -> new IllegalArgumentException("no text argument " + name));
    }

    /** A text, where there is one. */
    public Optional<String> optionalText(String name) {
        return Optional.ofNullable(values.get(name))
                .filter(String.class::isInstance)
                .map(String.class::cast);
    }

    /** A number, where there is one. */
    public Optional<BigInteger> optionalNumber(String name) {
        return Optional.ofNullable(values.get(name))
                .filter(BigInteger.class::isInstance)
                .map(BigInteger.class::cast);
    }

    /** A flag that the schema requires or gives a default. */
    public boolean flag(String name) {
        return values.get(name) instanceof Boolean flag && flag;
    }

    /** A list of texts; empty where there is none. */
    public List<String> texts(String name) {
        return values.get(name) instanceof List<?> list
                ? list.stream().map(String.class::cast).toList()
                : List.of();
    }

    /** A mapping of texts to texts; empty where there is none. */
    public Map<String, String> textMap(String name) {
        Map<String, String> texts = new TreeMap<>();
        if (values.get(name) instanceof Map<?, ?> map) {
            map.forEach((key, value) -> texts.put((String) key, (String) value));
        }
        return texts;
    }

    /** The contents of a file that an argument names, where it was given. */
    public Optional<Bytes> file(String name) {
        return Optional.ofNullable(files.get(name));
    }
}
