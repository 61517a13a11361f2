package io.cowhand.operation.builtin;

import io.cowhand.operation.HeaderEdit;
import io.cowhand.qcow2.ExtensionPayload;
import io.cowhand.qcow2.ExtensionType;
import io.cowhand.qcow2.HeaderExtension;
import io.cowhand.qcow2.HeaderImage;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The change that the operations on labels share. */
final class LabelsEdit {

    /** The refusals that these operations share. */
    static final String REFUSALS =
            "Images whose labels extension is not a JSON object of strings, or that have more than one: another program wrote it.";

    private LabelsEdit() {}

    /** Returns the outcome of changing the labels; removing the last label removes the extension. */
    static HeaderEdit.Outcome edit(HeaderImage header, Consumer<Map<String, String>> change) {
        Optional<Map<String, String>> found = found(header);
        if (found.isEmpty()) {
            return ProblemCode.LABELS_INVALID.refusal(
                    ExtensionType.LABELS.label(),
                    "",
                    "the labels extension is not a JSON object of strings, or there is more than one, so another program wrote"
                            + " it; to remove it, use remove-extension with magic: labels");
        }
        Map<String, String> labels = new TreeMap<>(found.get());
        change.accept(labels);
        if (labels.equals(found.get())) {
            return HeaderEdit.edited(header);
        }
        return HeaderEdit.edited(header.with(
                labels.isEmpty()
                        ? header.extensionsWithout(ExtensionType.LABELS.magic())
                        : header.extensionsWith(
                                HeaderExtension.ofLabels(labels),
                                header.extensions().size())));
    }

    /** Returns the labels, which may be an empty map; empty where the extension is not written by Cowhand. */
    private static Optional<Map<String, String>> found(HeaderImage header) {
        int count = header.extensions(ExtensionType.LABELS.magic()).size();
        if (count == 0) {
            return Optional.of(Map.of());
        }
        return count > 1
                ? Optional.empty()
                : header.payload(ExtensionType.LABELS, ExtensionPayload.Labels.class)
                        .map(ExtensionPayload.Labels::labels);
    }
}
