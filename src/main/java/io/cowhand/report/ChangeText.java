package io.cowhand.report;

import io.cowhand.diff.Change;
import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.PlannedChange;
import io.cowhand.qcow2.BitmapDirectory;
import io.cowhand.qcow2.ExtensionType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/**
 * A change in words: the thing that changes, which is the same in all images of a group, and its values, which may
 * differ.
 */
public final class ChangeText {

    /** The most bitmaps that a change names. */
    private static final int NAMED = 8;

    private final Change change;
    private final Optional<BitmapDirectory> bitmaps;
    private final String thing;

    private ChangeText(Change change, Optional<BitmapDirectory> bitmaps) {
        this.change = change;
        this.bitmaps = bitmaps;
        this.thing = thing(change);
    }

    /** Returns the changes of a result, in order. */
    public static List<ChangeText> of(ImageResult result) {
        List<ChangeText> texts = new ArrayList<>(result.changes().size());
        for (PlannedChange planned : result.changes()) {
            texts.add(new ChangeText(planned.change(), result.bitmaps()));
        }
        return texts;
    }

    /** Returns the thing that changes. */
    public String thing() {
        return thing;
    }

    /**
     * Returns the values before and after; {@code ""} where there are none to show. A change that removes the bitmaps names them,
     * as the bitmap directory does. Made at each call, since a group of images shows the values of a few.
     */
    public String values() {
        return bitmaps.filter(directory -> drops(change, directory))
                .map(directory -> values(change) + ": " + names(directory.bitmaps()))
                .orElseGet(() -> values(change));
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

    private static String thing(Change change) {
        if (change instanceof Change.Field || change instanceof Change.BackingFile) {
            return change.name();
        }
        if (change instanceof Change.Feature feature) {
            return (feature.after() ? "+ feature " : "- feature ") + change.name();
        }
        if (change instanceof Change.Extension extension) {
            String occurrence = extension.occurrence() == 0 ? "" : " #" + (extension.occurrence() + 1);
            String sign =
                    extension.before().isEmpty() ? "+ " : extension.after().isEmpty() ? "- " : "";
            return sign + "extension " + change.name() + occurrence;
        }
        return change instanceof Change.RawBytes bytes ? "bytes at offset " + bytes.offset() : "order of extensions";
    }

    private static String values(Change change) {
        if (change instanceof Change.Field field) {
            return number(field.before()) + " -> " + number(field.after());
        }
        if (change instanceof Change.Feature) {
            return "";
        }
        if (change instanceof Change.Extension extension) {
            return extension.before().isPresent() && extension.after().isPresent()
                    ? PayloadText.brief(extension.before().get()) + " -> "
                            + PayloadText.brief(extension.after().get())
                    : PayloadText.brief(extension.after().or(extension::before).orElseThrow());
        }
        if (change instanceof Change.Order order) {
            return labels(order.before()) + " -> " + labels(order.after());
        }
        if (change instanceof Change.BackingFile name) {
            return name.before().map(PayloadText::name).orElse("none") + " -> "
                    + name.after().map(PayloadText::name).orElse("none");
        }
        Change.RawBytes bytes = (Change.RawBytes) change;
        return bytes.before() + " -> " + bytes.after();
    }

    private static String number(OptionalLong value) {
        return value.isPresent() ? Long.toUnsignedString(value.getAsLong()) : "none";
    }

    private static String labels(List<Long> magics) {
        return magics.stream().map(ExtensionType::label).toList().toString();
    }
}
