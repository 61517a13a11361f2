package io.cowhand.qcow2py;

import io.cowhand.qcow2.BitmapTableEntry;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Dumps as JSON, laid out as Python's {@code json.dumps(…, indent=4)} does: ASCII only, an empty list as {@code []}.
 *
 * <p>Written incrementally, since the tables of bitmaps may be long.
 */
final class ScriptJson {

    private final Consumer<String> out;
    private StringBuilder line = new StringBuilder();
    private int depth;
    private boolean first = true;

    ScriptJson(Consumer<String> out) {
        this.out = out;
    }

    void fields(ScriptHeader header) {
        open('{');
        for (ScriptField field : ScriptField.ALL) {
            number(field.label(), header.value(field.field()));
        }
        close('}');
        end();
    }

    void extensions(ScriptHeader header) {
        open('[');
        for (ScriptHeader.Extension extension : header.extensions()) {
            next();
            open('{');
            text("name", ScriptText.name(extension.magic()));
            number("magic", extension.magic());
            number("length", extension.length());
            if (extension instanceof ScriptHeader.Data data) {
                text("data_str", ScriptText.payload(data.text()));
            } else if (extension instanceof ScriptHeader.Bitmaps bitmaps) {
                member("data");
                open('{');
                numbers(bitmaps.fields());
                member("bitmap_directory");
                open('[');
                bitmaps.directory().forEach(this::bitmap);
                close(']');
                close('}');
            }
            close('}');
        }
        close(']');
        end();
    }

    private void bitmap(ScriptHeader.Bitmap bitmap) {
        next();
        open('{');
        text("name", bitmap.name());
        numbers(bitmap.fields());
        member("bitmap_table");
        open('[');
        for (int i = 0; i < bitmap.table().length() / BitmapTableEntry.LENGTH; i++) {
            BitmapTableEntry entry = BitmapTableEntry.of(bitmap.table(), i);
            next();
            open('{');
            text("type", entry.type().label());
            number("offset", entry.offset());
            number("reserved", entry.reserved());
            close('}');
        }
        close(']');
        close('}');
    }

    private void numbers(List<ScriptHeader.Number> numbers) {
        numbers.forEach(number -> number(number.name(), number.value()));
    }

    private void number(String name, long value) {
        member(name);
        line.append(Long.toUnsignedString(value));
    }

    private void text(String name, String value) {
        member(name);
        quoted(value);
    }

    private void member(String name) {
        next();
        quoted(name);
        line.append(": ");
    }

    /** Starts the next element on a new line. */
    private void next() {
        if (!first) {
            line.append(',');
        }
        lineEnd();
        first = false;
    }

    private void open(char bracket) {
        line.append(bracket);
        depth++;
        first = true;
    }

    private void close(char bracket) {
        depth--;
        if (!first) {
            lineEnd();
        }
        line.append(bracket);
        first = false;
    }

    private void lineEnd() {
        out.accept(line.toString());
        line = new StringBuilder("    ".repeat(depth));
    }

    private void end() {
        out.accept(line.toString());
        line = new StringBuilder();
        first = true;
    }

    private void quoted(String value) {
        line.append('"');
        for (int i = 0; i < value.length(); i++) {
            char character = value.charAt(i);
            switch (character) {
                case '"' -> line.append("\\\"");
                case '\\' -> line.append("\\\\");
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case '\t' -> line.append("\\t");
                case '\f' -> line.append("\\f");
                case '\b' -> line.append("\\b");
                default -> {
                    if (character >= ' ' && character <= '~') {
                        line.append(character);
                    } else {
                        line.append(String.format(Locale.ROOT, "\\u%04x", (int) character));
                    }
                }
            }
        }
        line.append('"');
    }
}
