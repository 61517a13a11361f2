package io.cowhand.report;

import io.cowhand.bytes.Bytes;
import io.cowhand.qcow2.ExtensionPayload;
import io.cowhand.qcow2.HeaderExtension;
import java.util.Optional;

/** Payloads of extensions, and names, in text for people. */
final class PayloadText {

    /** Bytes of the longest name that QEMU reads; longer ones are shortened. */
    private static final int LONGEST_NAME = 1023;
    /** The bytes to show of a payload, or of a name that is shortened. */
    private static final int SHOWN = 48;

    private PayloadText() {}

    /** Returns a name or another text in quotes; if it is too long for a name, only its beginning and its length. */
    static String name(Bytes name) {
        return name.length() <= LONGEST_NAME
                ? Escaped.quoted(name.display())
                : Escaped.quoted(name.slice(0, SHOWN).display()) + "… (" + name.length() + " bytes)";
    }

    /**
     * Returns a payload as text: names always, unknown payloads if they are UTF-8 and printable apart from white space.
     */
    static Optional<String> of(HeaderExtension extension) {
        if (extension.payload() instanceof ExtensionPayload.Name name) {
            return Optional.of(name.bytes().display());
        }
        return extension.payload() instanceof ExtensionPayload.Unknown
                ? extension.data().asUtf8().filter(text -> text.codePoints().noneMatch(PayloadText::isNotText))
                : Optional.empty();
    }

    private static boolean isNotText(int codePoint) {
        return Escaped.isUnseen(codePoint) && codePoint != '\n' && codePoint != '\r' && codePoint != '\t';
    }

    /** Returns a payload in a few words. */
    static String brief(HeaderExtension extension) {
        Bytes data = extension.data();
        ExtensionPayload payload = extension.payload();
        if (payload instanceof ExtensionPayload.FeatureNames names) {
            return Count.of(names.entries().size(), "feature name");
        }
        if (payload instanceof ExtensionPayload.Labels labels) {
            return labels.labels().entrySet().stream()
                    .map(label -> Escaped.quoted(label.getKey()) + ": " + Escaped.quoted(label.getValue()))
                    .toList()
                    .toString();
        }
        if (payload instanceof ExtensionPayload.Bitmaps bitmaps) {
            return Count.of(bitmaps.count(), "bitmap") + ", directory at "
                    + Long.toUnsignedString(bitmaps.directoryOffset());
        }
        if (payload instanceof ExtensionPayload.EncryptionHeader pointer) {
            return Long.toUnsignedString(pointer.length()) + " bytes at " + Long.toUnsignedString(pointer.offset());
        }
        if (of(extension).isPresent()) {
            return name(data);
        }
        return data.length() <= SHOWN
                ? "hex " + data.toHex()
                : "hex " + data.slice(0, SHOWN).toHex() + "… (" + data.length() + " bytes)";
    }
}
