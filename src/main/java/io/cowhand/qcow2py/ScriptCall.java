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
 * @param image the image
 * @param arguments the command's arguments
 * @param json whether dumps are JSON
 * @param in standard input
 * @param out receives the lines of standard output, unescaped
 * @param messages receives messages that the script does not have
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

    /** The argument before hexadecimal digits in place of data. */
    static final String HEX = "--hex";

    /** Data that is read only if the arguments before it are valid. */
    @FunctionalInterface
    interface Source {
        Bytes read() throws IOException;
    }

    ScriptEdit edit() {
        return new ScriptEdit(image, journal);
    }

    /** Changes the number in a field, if the version has the field. */
    void change(HeaderField field, LongUnaryOperator change) throws IOException {
        if (!edit().field(field, change)) {
            messages.accept("version 2 has no " + field.specName() + "; nothing is written");
        }
    }

    /** Returns the data at an index of the arguments: text, or hexadecimal digits after {@value #HEX}. */
    Source data(int at) {
        return arguments.get(at).equals(HEX) && arguments.size() == at + 2
                ? () -> hex(arguments.get(at + 1))
                : () -> text(arguments.get(at));
    }

    /** An argument that is not UTF-8 arrives damaged. */
    private static Bytes text(String argument) throws ScriptException {
        if (argument.indexOf('\ufffd') >= 0) {
            throw new ScriptException("the data is not UTF-8; " + HEX + ", or add-header-ext-stdio, takes any bytes");
        }
        return Bytes.utf8(argument);
    }

    private static Bytes hex(String digits) throws ScriptException {
        return Bytes.parseHex(digits)
                .orElseThrow(() -> new ScriptException("'" + digits + "' must be pairs of hexadecimal digits"));
    }

    /** Returns all of standard input. */
    Bytes standardInput() throws IOException {
        Bytes data = Bytes.copyOf(ByteBuffer.wrap(in.readNBytes(Limits.STANDARD_INPUT + 1)));
        if (data.length() > Limits.STANDARD_INPUT) {
            throw new ScriptException("standard input holds more than a header can");
        }
        return data;
    }
}
