package io.cowhand.operation.builtin;

import io.cowhand.operation.HeaderEdit;
import io.cowhand.qcow2.ExtensionPayload;
import io.cowhand.qcow2.ExtensionType;
import io.cowhand.qcow2.HeaderImage;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What the operations on labels do alike. */
final class LabelsEdit {

    /** What both refuse. */
    static final String REFUSALS =
            "An extension of the labels' type that is no JSON object of strings, or more than one: somebody else's.";

    private LabelsEdit() {}

    /** The header with other labels, in canonical form; without any, there is no extension. */
    static HeaderEdit.Outcome edit(HeaderImage header, Consumer<Map<String, String>> change) {
        long magic = ExtensionType.LABELS.magic();
        Optional<Map<String, String>> found = found(header);
        if (found.isEmpty()) {
            return ProblemCode.LABELS_INVALID.refusal(
                    ExtensionType.LABELS.label(),
                    "",
                    "there is not one extension labels that is a JSON object of strings, so it is somebody else's;"
                            + " remove-extension labels takes it away");
        }
        Map<String, String> labels = new TreeMap<>(found.get());
        change.accept(labels);
        if (labels.equals(found.get())) {
            return HeaderEdit.edited(header);
        }
        return HeaderEdit.edited(header.with(
                labels.isEmpty()
                        ? header.extensionsWithout(magic)
                        : header.extensionsWith(
                                magic,
                                ExtensionPayload.Labels.encode(labels),
                                header.extensions().size())));
    }

    /** The labels of a header, which may be none; nothing where what is there is not to be touched. */
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
