package io.cowhand.qcow2py;

import static io.cowhand.qcow2py.ScriptField.row;

import io.cowhand.qcow2.BitmapDirectory;
import io.cowhand.qcow2.BitmapTableEntry;
import io.cowhand.qcow2.ExtensionType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Writes dumps as text, line by line; a payload or name may contain line ends. */
final class ScriptText {

    private static final Map<ExtensionType, String> NAMES = Map.of(
            ExtensionType.BACKING_FORMAT, "Backing format",
            ExtensionType.FEATURE_NAMES, "Feature table",
            ExtensionType.ENCRYPTION_HEADER, "Crypto header",
            ExtensionType.BITMAPS, "Bitmaps",
            ExtensionType.DATA_FILE, "Data file");

    private final Consumer<String> out;

    ScriptText(Consumer<String> out) {
        this.out = out;
    }

    /** Returns the script's name of a type of extension. */
    static String name(long magic) {
        return ExtensionType.find(magic).map(NAMES::get).orElse("<unknown>");
    }

    /** Returns a payload as the script shows it. */
    static String payload(ScriptHeader.Payload payload) {
        return payload instanceof ScriptHeader.Printable printable ? "'" + printable.text() + "'" : "<binary>";
    }

    void fields(ScriptHeader header) {
        for (ScriptField field : ScriptField.ALL) {
            out.accept(row(field.label(), field.text(header.value(field.field()))));
        }
    }

    void extensions(ScriptHeader header) {
        for (ScriptHeader.Extension extension : header.extensions()) {
            out.accept("Header extension:");
            out.accept(row("magic", "0x" + Long.toHexString(extension.magic()) + " (" + name(extension.magic()) + ")"));
            out.accept(row("length", Long.toString(extension.length())));
            if (extension instanceof ScriptHeader.Data data) {
                out.accept(row("data", payload(data.text())));
            } else if (extension instanceof ScriptHeader.Bitmaps bitmaps) {
                numbers(bitmaps.fields());
                bitmaps.directory().forEach(this::bitmap);
            }
            out.accept("");
        }
    }

    private void bitmap(ScriptHeader.Bitmap bitmap) {
        out.accept("");
        out.accept(row("Bitmap name", bitmap.name()));
        numbers(bitmap.fields());
        out.accept(tableRow("Bitmap table", "type", "size", "offset"));
        for (int i = 0; i < bitmap.table().length() / BitmapTableEntry.LENGTH; i++) {
            BitmapTableEntry entry = BitmapTableEntry.of(bitmap.table(), i);
            boolean stored = entry.type() == BitmapTableEntry.Type.SERIALIZED;
            out.accept(tableRow(
                    Integer.toString(i),
                    entry.type().label(),
                    stored ? bitmap.clusterSize().toString() : "0",
                    Long.toString(entry.offset())));
        }
    }

    private static String tableRow(String number, String type, String size, String offset) {
        return String.format(Locale.ROOT, "%-14s %-15s %-12s %s", number, type, size, offset);
    }

    private void numbers(List<ScriptHeader.Number> numbers) {
        for (ScriptHeader.Number number : numbers) {
            String digits =
                    number.hex() ? "0x" + Long.toHexString(number.value()) : Long.toUnsignedString(number.value());
            out.accept(row(
                    number.name(), number.name().equals(ScriptHeader.FLAGS) ? digits + flags(number.value()) : digits));
        }
    }

    private static String flags(long flags) {
        return BitmapDirectory.Flag.labels(flags).stream()
                .map(label -> "'" + label + "'")
                .collect(Collectors.joining(", ", " ([", "])"));
    }
}
