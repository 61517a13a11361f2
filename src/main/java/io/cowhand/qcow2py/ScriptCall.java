package io.cowhand.qcow2py;

import io.cowhand.apply.WriteJournal;
import io.cowhand.bytes.Bytes;
import io.cowhand.image.ImageReference;
import io.cowhand.qcow2.HeaderField;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;

/**
 * One call of a command.
 *
 * @param image the file that it is about
 * @param arguments the command's own
 * @param json whether dumps are JSON
 * @param in standard input
 * @param out gets the lines of standard output, unescaped
 * @param messages gets what the script does not say
 * @param journal where writes are recorded
 */
record ScriptCall(
        ImageReference image,
        List<String> arguments,
        boolean json,
        InputStream in,
        Consumer<String> out,
        Consumer<String> messages,
        WriteJournal journal) {

    /** In the place of data it announces hexadecimal digits. */
    static final String HEX = "--hex";

    /** Data that is looked for only when the arguments before it are right. */
    @FunctionalInterface
    interface Source {
        Bytes read() throws IOException;
    }

    ScriptEdit edit() {
        return new ScriptEdit(image, journal);
    }

    /** Changes the number in a field, where the version has it. */
    void change(HeaderField field, LongUnaryOperator change) throws IOException {
        if (!edit().field(field, change)) {
            messages.accept("version 2 has no " + field.specName() + "; nothing is written");
        }
    }

    /** The data at a place among the arguments, which is text, or hexadecimal digits where these are announced. */
    Source data(int at) {
        return arguments.get(at).equals(HEX) && arguments.size() == at + 2
                ? () -> hex(arguments.get(at + 1))
                : () -> text(arguments.get(at));
    }

    /** Of an argument that is not UTF-8 only pieces arrive. */
    private static Bytes text(String argument) throws ScriptException {
        if (argument.indexOf('\ufffd') >= 0) {
            throw new ScriptException("the data is not UTF-8; " + HEX + ", or add-header-ext-stdio, takes any bytes");
        }
        return Bytes.utf8(argument);
    }

    private static Bytes hex(String digits) throws ScriptException {
        try {
            return Bytes.hex(digits.replace(" ", ""));
        } catch (IllegalArgumentException notHex) {
            throw new ScriptException("'" + digits + "' is not pairs of hexadecimal digits");
        }
    }

    /** All that standard input holds. */
    Bytes standardInput() throws IOException {
        Bytes data = Bytes.copyOf(ByteBuffer.wrap(in.readNBytes(Limits.STANDARD_INPUT + 1)));
        if (data.length() > Limits.STANDARD_INPUT) {
            throw new ScriptException("standard input holds more than a header can");
        }
        return data;
    }
}
