package io.cowhand.json;

import io.cowhand.qcow2.ExtensionPayload;
import io.cowhand.qcow2.HeaderExtension;
import java.util.Optional;

/** Payloads of extensions that are text. */
public final class ExtensionText {

    private ExtensionText() {}

    /**
     * Returns a payload as text: names always, unknown payloads if they are UTF-8 and printable apart from white space.
     */
    public static Optional<String> of(HeaderExtension extension) {
        if (extension.payload() instanceof ExtensionPayload.Name name) {
            return Optional.of(name.bytes().display());
        }
        return extension.payload() instanceof ExtensionPayload.Unknown
                ? extension.data().asUtf8().filter(text -> text.codePoints().allMatch(ExtensionText::isText))
                : Optional.empty();
    }

    private static boolean isText(int codePoint) {
        return Printable.is(codePoint) || codePoint == '\n' || codePoint == '\r' || codePoint == '\t';
    }
}
