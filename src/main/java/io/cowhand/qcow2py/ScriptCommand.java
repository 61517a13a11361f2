package io.cowhand.qcow2py;

import io.cowhand.bytes.Bytes;
import io.cowhand.inspect.ImageFile;
import io.cowhand.qcow2.ExtensionType;
import io.cowhand.qcow2.FeatureGroup;
import io.cowhand.qcow2.HeaderExtension;
import io.cowhand.qcow2.HeaderField;
import io.cowhand.qcow2.HeaderImage;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongBinaryOperator;

/** The commands of the script, and some that it lacks. */
enum ScriptCommand {
    DUMP_HEADER(0, "", "show the header's fields and extensions", call -> dump(call, true)),
    DUMP_HEADER_EXTS(0, "", "show the header's extensions", call -> dump(call, false)),
    SET_HEADER(2, "FIELD NUMBER", "write a number into a field", ScriptCommand::setHeader),
    ADD_HEADER_EXT(2, "MAGIC DATA", "add an extension after the others", call -> addExtension(call, call.data(1))),
    ADD_HEADER_EXT_STDIO(
            1, "MAGIC", "the same, with the data from standard input", call -> addExtension(call, call::standardInput)),
    REPLACE_HEADER_EXT(2, "MAGIC DATA", "* replace the extensions of a type", ScriptCommand::replaceExtension),
    DEL_HEADER_EXT(1, "MAGIC", "remove all extensions of a type", ScriptCommand::deleteExtension),
    SET_FEATURE_BIT(2, "GROUP BIT", "set a feature bit", call -> featureBit(call, (mask, bit) -> mask | bit)),
    CLEAR_FEATURE_BIT(2, "GROUP BIT", "* clear a feature bit", call -> featureBit(call, (mask, bit) -> mask & ~bit));

    /** The action of a command. */
    @FunctionalInterface
    private interface Action {
        void run(ScriptCall call) throws IOException;
    }

    private final int arguments;
    private final String synopsis;
    private final String description;
    private final Action action;

    ScriptCommand(int arguments, String synopsis, String description, Action action) {
        this.arguments = arguments;
        this.synopsis = synopsis;
        this.description = description;
        this.action = action;
    }

    /** Returns the command with a name. */
    static Optional<ScriptCommand> find(String name) {
        return Arrays.stream(values()).filter(each -> each.label().equals(name)).findFirst();
    }

    /** Returns the name in calls. */
    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Returns the arguments for the usage text. */
    String synopsis() {
        return synopsis;
    }

    /** Returns the description for the usage text. */
    String description() {
        return description;
    }

    /** Returns whether the number of arguments is right; hexadecimal data takes one more. */
    boolean takes(List<String> given) {
        boolean hex = synopsis.endsWith("DATA")
                && given.size() == arguments + 1
                && given.get(1).equals(ScriptCall.HEX);
        return given.size() == arguments || hex;
    }

    /**
     * Runs the command.
     *
     * @throws IOException if the command fails
     */
    void run(ScriptCall call) throws IOException {
        action.run(call);
    }

    private static void dump(ScriptCall call, boolean fields) throws IOException {
        ScriptHeader header = ImageFile.open(call.image().path(), ScriptReader::read);
        if (call.json()) {
            ScriptJson json = new ScriptJson(call.out());
            if (fields) {
                json.fields(header);
                call.out().accept("");
            }
            json.extensions(header);
        } else {
            ScriptText text = new ScriptText(call.out());
            if (fields) {
                text.fields(header);
                call.out().accept("");
            }
            text.extensions(header);
        }
    }

    private static void setHeader(ScriptCall call) throws IOException {
        BigInteger value = number(call.arguments().get(1), "number");
        String name = call.arguments().get(0);
        HeaderField field = ScriptField.find(name)
                .map(ScriptField::field)
                .orElseThrow(() -> ScriptException.ofScript("'" + name + "' is not a known header field"));
        if (!ScriptNumber.fits(value, field.width())) {
            throw new ScriptException(value + " does not fit into the " + field.width() + " bytes of " + name);
        }
        if (field == HeaderField.HEADER_LENGTH && isLayout(call, value)) {
            call.edit().layOut(header -> header.withFieldsOf(value.intValue()));
        } else {
            call.change(field, before -> value.longValue());
        }
    }

    /**
     * Returns whether extensions and name can move behind a header of another length; else only the number is
     * written.
     */
    private static boolean isLayout(ScriptCall call, BigInteger length) {
        return length.bitLength() < Integer.SIZE
                && length.intValue() >= HeaderField.V3_MIN_LENGTH
                && call.edit().canLayOut(length.intValue());
    }

    private static void addExtension(ScriptCall call, ScriptCall.Source data) throws IOException {
        long magic = newMagic(call);
        Bytes payload = data.read();
        call.edit().layOut(header -> {
            List<HeaderExtension> extensions = new ArrayList<>(header.extensions());
            extensions.add(HeaderExtension.of(magic, payload));
            return header.with(extensions);
        });
    }

    private static void replaceExtension(ScriptCall call) throws IOException {
        long magic = newMagic(call);
        Bytes payload = call.data(1).read();
        call.edit()
                .layOut(header -> header.with(header.extensionsWith(
                        magic, payload, header.extensions().size())));
    }

    private static void deleteExtension(ScriptCall call) throws IOException {
        BigInteger number = number(call.arguments().get(0), "magic number");
        HeaderImage found = call.edit().header();
        long magic = number.longValue();
        if (!ScriptNumber.fits(number, 4) || found.extensions(magic).isEmpty()) {
            call.out().accept("No such header extension");
            return;
        }
        call.edit().layOut(header -> header.with(header.extensionsWithout(magic)));
    }

    private static void featureBit(ScriptCall call, LongBinaryOperator change) throws IOException {
        String text = call.arguments().get(1);
        Optional<BigInteger> number = ScriptNumber.read(text);
        if (number.filter(bit -> bit.signum() >= 0 && bit.compareTo(BigInteger.valueOf(Long.SIZE)) < 0)
                .isEmpty()) {
            throw ScriptException.ofScript("'"
                    + number.map(BigInteger::toString).orElse(text) + "' is not a valid bit number in range [0, 64)");
        }
        String name = call.arguments().get(0);
        FeatureGroup group = Arrays.stream(FeatureGroup.values())
                .filter(each -> each.label().equals(name))
                .findFirst()
                .orElseThrow(() -> ScriptException.ofScript(
                        "'" + name + "' is not a valid group, try 'incompatible', 'compatible', or 'autoclear'"));
        long bit = 1L << number.orElseThrow().intValue();
        call.change(group.field(), mask -> change.applyAsLong(mask, bit));
    }

    private static long newMagic(ScriptCall call) throws ScriptException {
        BigInteger magic = number(call.arguments().get(0), "magic number");
        if (!ScriptNumber.fits(magic, 4) || magic.longValue() == ExtensionType.END) {
            throw new ScriptException(magic + " is not a valid extension type; use 1 to 0xffffffff");
        }
        return magic.longValue();
    }

    private static BigInteger number(String text, String what) throws ScriptException {
        return ScriptNumber.read(text)
                .orElseThrow(() -> ScriptException.ofScript("'" + text + "' is not a valid " + what));
    }
}
