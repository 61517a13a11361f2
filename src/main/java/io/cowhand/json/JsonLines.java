package io.cowhand.json;

import java.io.StringWriter;
import java.io.Writer;
import java.math.BigInteger;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.CharacterEscapes;
import tools.jackson.core.io.SerializedString;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/** Writes JSON objects, one per line, with all characters escaped that are not printable. */
public final class JsonLines {

    /** The name of the member that every object has. */
    public static final String FORMAT_VERSION_MEMBER = "format_version";

    /** The version of the format, for its value. */
    public static final String FORMAT_VERSION = "1.0";

    /** Buffers are kept for each thread: a pool that threads share takes longer than a short line. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .characterEscapes(new UnseenEscaped())
            .recyclerPool(JsonRecyclerPools.threadLocalPool())
            .build();

    private JsonLines() {}

    /** Returns an object with the format version and the given members on one line, without a line terminator. */
    public static String line(Consumer<JsonGenerator> members) {
        return object(json -> {
            json.writeStringProperty(FORMAT_VERSION_MEMBER, FORMAT_VERSION);
            members.accept(json);
        });
    }

    /** Returns an object with the given members alone on one line, without a line terminator. */
    public static String object(Consumer<JsonGenerator> members) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = generator(line)) {
            json.writeStartObject();
            members.accept(json);
            json.writeEndObject();
        }
        return line.toString();
    }

    /** Returns a generator that escapes as all lines do. */
    static JsonGenerator generator(Writer out) {
        return FACTORY.createGenerator(ObjectWriteContext.empty(), out);
    }

    /** Writes an unsigned number of 64 bits in full. */
    public static void unsigned(JsonGenerator json, long value) {
        if (value >= 0) {
            json.writeNumber(value);
        } else {
            json.writeNumber(new BigInteger(Long.toUnsignedString(value)));
        }
    }

    /** Writes a member that is an unsigned number or null. */
    public static void number(JsonGenerator json, String member, OptionalLong value) {
        json.writeName(member);
        if (value.isPresent()) {
            unsigned(json, value.getAsLong());
        } else {
            json.writeNull();
        }
    }

    /** Escapes the characters that are not {@link Printable printable}, in JSON's syntax. */
    private static final class UnseenEscaped extends CharacterEscapes {
        private static final long serialVersionUID = 1L;
        private static final int[] ASCII = standardAsciiEscapesForJSON();

        static {
            ASCII[0x7f] = ESCAPE_STANDARD;
        }

        @Override
        public int[] getEscapeCodesForAscii() {
            return ASCII;
        }

        @Override
        public @Nullable SerializableString getEscapeSequence(int character) {
            // Jackson passes the halves of a surrogate pair one by one, so all supplementary characters are escaped.
            return Character.isSurrogate((char) character) || !Printable.is(character)
                    ? new SerializedString(String.format(Locale.ROOT, "\\u%04x", character))
                    : null;
        }
    }
}
