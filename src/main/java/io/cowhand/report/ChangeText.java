package io.cowhand.report;

import io.cowhand.diff.Change;
import io.cowhand.fleet.ImageResult;
import io.cowhand.qcow2.BitmapDirectory;
import io.cowhand.qcow2.ExtensionType;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * A change in words: the thing that changes, which is the same in all images of a group, and its values, which may
 * differ.
 *
 * @param thing the thing that changes
 * @param values the values before and after; {@code ""} where there are none to show
 */
public record ChangeText(String thing, String values) {

    /** The most bitmaps that a change names. */
    private static final int NAMED = 8;

    /** Returns the changes of a result, in order. */
    public static List<ChangeText> of(ImageResult result) {
        return result.changes().stream()
                .map(planned -> of(planned.change(), result.bitmaps()))
                .toList();
    }

    /** Returns a change; one that removes the bitmaps names them, as the bitmap directory does. */
    private static ChangeText of(Change change, Optional<BitmapDirectory> bitmaps) {
        ChangeText text = of(change);
        return bitmaps.filter(directory -> drops(change, directory))
                .map(directory -> new ChangeText(text.thing(), text.values() + ": " + names(directory.bitmaps())))
                .orElse(text);
    }

    /** Returns whether a change removes the extension that points to a directory. */
    private static boolean drops(Change change, BitmapDirectory directory) {
        return change instanceof Change.Extension extension
                && extension.after().isEmpty()
                && extension
                        .before()
                        .filter(before -> before.payload().equals(directory.pointer()))
                        .isPresent();
    }

    private static String names(List<BitmapDirectory.Entry> bitmaps) {
        return bitmaps.stream()
                        .limit(NAMED)
                        .map(each -> PayloadText.name(each.name()))
                        .collect(Collectors.joining(", "))
                + (bitmaps.size() > NAMED ? ", …" : "");
    }

    private static ChangeText of(Change change) {
        if (change instanceof Change.Field field) {
            return new ChangeText(change.name(), number(field.before()) + " -> " + number(field.after()));
        }
        if (change instanceof Change.Feature feature) {
            return new ChangeText((feature.after() ? "+ feature " : "- feature ") + change.name(), "");
        }
        if (change instanceof Change.Extension extension) {
            return extension(extension);
        }
        if (change instanceof Change.Order order) {
            return new ChangeText("order of extensions", labels(order.before()) + " -> " + labels(order.after()));
        }
        if (change instanceof Change.BackingFile name) {
            return new ChangeText(
                    change.name(),
                    name.before().map(PayloadText::name).orElse("none") + " -> "
                            + name.after().map(PayloadText::name).orElse("none"));
        }
        Change.RawBytes bytes = (Change.RawBytes) change;
        return new ChangeText("bytes at offset " + bytes.offset(), bytes.before() + " -> " + bytes.after());
    }

    private static ChangeText extension(Change.Extension change) {
        String occurrence = change.occurrence() == 0 ? "" : " #" + (change.occurrence() + 1);
        String sign = change.before().isEmpty() ? "+ " : change.after().isEmpty() ? "- " : "";
        String values = change.before().isPresent() && change.after().isPresent()
                ? PayloadText.brief(change.before().get()) + " -> "
                        + PayloadText.brief(change.after().get())
                : PayloadText.brief(change.after().or(change::before).orElseThrow());
        return new ChangeText(sign + "extension " + change.name() + occurrence, values);
    }

    private static String number(OptionalLong value) {
        return value.isPresent() ? Long.toUnsignedString(value.getAsLong()) : "none";
    }

    private static String labels(List<Long> magics) {
        return magics.stream().map(ExtensionType::label).toList().toString();
    }
}
