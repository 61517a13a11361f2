package io.cowhand.report;

import io.cowhand.bytes.Bytes;
import io.cowhand.json.ExtensionText;
import io.cowhand.qcow2.ExtensionPayload;
import io.cowhand.qcow2.HeaderExtension;

/** Payloads of extensions, and names, in text for people. */
public final class PayloadText {

    /** Bytes of the longest name that QEMU reads; longer ones are shortened. */
    private static final int LONGEST_NAME = 1023;
    /** The bytes to show of a payload, or of a name that is shortened. */
    private static final int SHOWN = 48;

    private PayloadText() {}

    /** Returns a name or another text in quotes; if it is too long for a name, only its beginning and its length. */
    public static String name(Bytes name) {
        return name.length() <= LONGEST_NAME
                ? Escaped.quoted(name.display())
                : Escaped.quoted(name.slice(0, SHOWN).display()) + "… (" + name.length() + " bytes)";
    }

    /** Returns a payload in a few words. */
    public static String brief(HeaderExtension extension) {
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
        if (ExtensionText.of(extension).isPresent()) {
            return name(data);
        }
        return data.length() <= SHOWN
                ? "hex " + data.toHex()
                : "hex " + data.slice(0, SHOWN).toHex() + "… (" + data.length() + " bytes)";
    }
}
