package io.cowhand.operation;

import io.cowhand.bytes.Bytes;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The arguments of one step, which conform to the schema of its handler, with defaults filled in.
 *
 * @param values the arguments by name: {@code String}, {@code BigInteger}, {@code Boolean}, or an immutable {@code List}
 *     or {@code Map} of these, without {@code file-contents} arguments
 * @param files the contents of the files that {@code file-contents} arguments name, by argument
 * @param unsafe whether the step has {@code unsafe: true}
 */
public record Arguments(Map<String, Object> values, Map<String, Bytes> files, boolean unsafe) {

    /** Copies the maps. */
    public Arguments {
        values = Map.copyOf(values);
        files = Map.copyOf(files);
    }

    /** Returns whether the argument is given or has a default. */
    public boolean has(String name) {
        return values.containsKey(name) || files.containsKey(name);
    }

    /** Returns a text that the schema requires or gives a default. */
    public String text(String name) {
        return optionalText(name).orElseThrow(() -> new IllegalArgumentException("no text argument " + name));
    }

    /** Returns a text; empty where the step has none. */
    public Optional<String> optionalText(String name) {
        return Optional.ofNullable(values.get(name))
                .filter(String.class::isInstance)
                .map(String.class::cast);
    }

    /**
     * Returns the constant whose word the argument is ({@link Choice}); the schema requires the argument or gives it a
     * default.
     *
     * @throws IllegalArgumentException if the argument is missing or not one of the words, which the schema rules out
     */
    public <E extends Enum<E>> E choice(String name, Class<E> type) {
        String word = text(name);
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> Choice.word(constant).equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "argument " + name + " is \"" + word + "\", not one of " + Choice.schema(type)));
    }

    /** Returns a number that the schema requires or gives a default. */
    public BigInteger number(String name) {
        return optionalNumber(name).orElseThrow(() -> new IllegalArgumentException("no number argument " + name));
    }

    /** Returns a number; empty where the step has none. */
    public Optional<BigInteger> optionalNumber(String name) {
        return Optional.ofNullable(values.get(name))
                .filter(BigInteger.class::isInstance)
                .map(BigInteger.class::cast);
    }

    /** Returns a flag that the schema requires or gives a default. */
    public boolean flag(String name) {
        return values.get(name) instanceof Boolean flag && flag;
    }

    /** Returns a list of texts; empty where the step has none. */
    public List<String> texts(String name) {
        return values.get(name) instanceof List<?> list
                ? list.stream().map(String.class::cast).toList()
                : List.of();
    }

    /** Returns a mapping of texts to texts, in the order of its keys; empty where the step has none. */
    public Map<String, String> textMap(String name) {
        Map<String, String> texts = new TreeMap<>();
        if (values.get(name) instanceof Map<?, ?> map) {
            map.forEach((key, value) -> texts.put((String) key, (String) value));
        }
        return texts;
    }

    /** Returns the contents of the file that an argument names; empty where the step has none. */
    public Optional<Bytes> file(String name) {
        return Optional.ofNullable(files.get(name));
    }
}
