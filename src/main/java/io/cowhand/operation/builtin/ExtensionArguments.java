package io.cowhand.operation.builtin;

import io.cowhand.bytes.Bytes;
import io.cowhand.operation.Arguments;
import io.cowhand.operation.Binding.ArgumentProblem;
import io.cowhand.operation.Choice;
import io.cowhand.qcow2.ExtensionType;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Reads the arguments that give the type and the payload of an extension. */
final class ExtensionArguments {

    static final String MAGIC_SCHEMA = """
            {
                  "description": "The type of the extension: a number such as 0x12345678, or a name (%s).",
                  "type": ["integer", "string"],
                  "minimum": 1,
                  "maximum": 4294967295
                }""".formatted(names());

    /** The arguments that give a payload, of which a step has exactly one. */
    private enum Payload {
        TEXT,
        HEX,
        BASE64,
        FILE;

        static String words() {
            return Arrays.stream(values()).map(Choice::word).collect(Collectors.joining(", "));
        }
    }

    private ExtensionArguments() {}

    private static String names() {
        return Arrays.stream(ExtensionType.values()).map(ExtensionType::label).collect(Collectors.joining(", "));
    }

    /** Returns the type that {@code magic} gives, or reports a problem and returns nothing. */
    static OptionalLong magic(Arguments arguments, Consumer<ArgumentProblem> problems) {
        Optional<BigInteger> number = arguments.optionalNumber("magic");
        if (number.isPresent()) {
            return OptionalLong.of(number.get().longValueExact());
        }
        String text = arguments.text("magic");
        Optional<ExtensionType> known = ExtensionType.find(text);
        if (known.isPresent()) {
            return OptionalLong.of(known.get().magic());
        }
        if (text.matches("0[xX][0-9a-fA-F]{1,8}")) {
            long parsed = Long.parseLong(text.substring(2), 16);
            if (parsed != ExtensionType.END) {
                return OptionalLong.of(parsed);
            }
        }
        problems.accept(new ArgumentProblem(
                "magic",
                "\"" + text + "\" is not an extension type; use a number from 0x1 to 0xffffffff, or one of "
                        + names()));
        return OptionalLong.empty();
    }

    /** Returns the payload that one of the arguments gives, or reports a problem and returns nothing. */
    static Optional<Bytes> payload(Arguments arguments, Consumer<ArgumentProblem> problems) {
        List<Payload> given = Arrays.stream(Payload.values())
                .filter(payload -> arguments.has(Choice.word(payload)))
                .toList();
        if (given.size() != 1) {
            problems.accept(new ArgumentProblem(
                    given.isEmpty() ? "" : Choice.word(given.get(1)), "give exactly one of " + Payload.words()));
            return Optional.empty();
        }
        Payload payload = given.get(0);
        String argument = Choice.word(payload);
        return switch (payload) {
            case TEXT -> Optional.of(Bytes.utf8(arguments.text(argument)));
            case HEX -> {
                Optional<Bytes> bytes = Bytes.parseHex(arguments.text(argument));
                if (bytes.isEmpty()) {
                    problems.accept(new ArgumentProblem(argument, "must be pairs of hexadecimal digits"));
                }
                yield bytes;
            }
            case BASE64 -> base64(arguments.text(argument), argument, problems);
            case FILE -> arguments.file(argument);
        };
    }

    private static Optional<Bytes> base64(String text, String argument, Consumer<ArgumentProblem> problems) {
        try {
            return Optional.of(Bytes.copyOf(ByteBuffer.wrap(Base64.getDecoder().decode(text.replaceAll("\\s", "")))));
        } catch (IllegalArgumentException malformed) {
            problems.accept(new ArgumentProblem(argument, "is not base64: " + malformed.getMessage()));
            return Optional.empty();
        }
    }
}
