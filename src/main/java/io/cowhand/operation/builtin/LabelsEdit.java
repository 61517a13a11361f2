package io.cowhand.operation.builtin;

import io.cowhand.operation.HeaderEdit;
import io.cowhand.qcow2.ExtensionPayload;
import io.cowhand.qcow2.ExtensionType;
import io.cowhand.qcow2.HeaderImage;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What the operations on labels do alike. */
final class LabelsEdit {

    /** What both refuse. */
    static final String REFUSALS =
            "An extension of the labels' type that is no JSON object of strings: somebody else's.";

    private LabelsEdit() {}

    /** The header with other labels, in canonical form; without any, there is no extension. */
    static HeaderEdit.Outcome edit(HeaderImage header, Consumer<Map<String, String>> change) {
        Map<String, String> labels = new TreeMap<>();
        if (header.extension(ExtensionType.LABELS).isPresent()) {
            ExtensionPayload.Labels found = header.payload(ExtensionType.LABELS, ExtensionPayload.Labels.class)
                    .orElse(null);
            if (found == null) {
                return HeaderEdit.refused(
                        "labels-invalid",
                        ExtensionType.LABELS.label(),
                        "",
                        "the extension labels is no JSON object of strings, so it is somebody else's;"
                                + " remove-extension labels takes it away");
            }
            labels.putAll(found.labels());
        }
        change.accept(labels);
        long magic = ExtensionType.LABELS.magic();
        return HeaderEdit.anytime(header.with(
                labels.isEmpty()
                        ? header.extensionsWithout(magic)
                        : header.extensionsWith(
                                magic,
                                ExtensionPayload.Labels.encode(labels),
                                header.extensions().size())));
    }
}
