package io.cowhand.interop;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** All operations with arguments that QEMU must notice, or must not. */
final class Intents {

    private static final String ADD = "{op: add-extension, magic: 0x12345678, text: This is a test}";
    private static final String SET_BIT = "{op: set-feature, group: compatible, bit: 40}";
    private static final int LARGE = 5000;

    static final List<Intent> ALL = List.of(
            Intent.of("set-backing", "{op: set-backing, file: base.raw, format: raw}")
                    .refusedWhere(Intents::hasNoBackingFile)
                    .shows(info -> backing(info, "base.raw").put("backing-filename-format", "raw")),
            Intent.of("set-backing, unsafe", "{op: set-backing, file: base.raw, format: raw, unsafe: true}")
                    .refusedWhere(Intents::hasRawDataFile)
                    .shows(info -> backing(info, "base.raw").put("backing-filename-format", "raw")),
            Intent.of("move-backing", "{op: move-backing, from: elsewhere, to: moved}")
                    .unchangedWhere(Intents::hasNoBackingFile)
                    .shows(info -> backing(info, "moved/base.qcow2")),
            Intent.of("replace-backing", "{op: replace-backing, pattern: '^else(where)/', replacement: 'no$1/'}")
                    .unchangedWhere(Intents::hasNoBackingFile)
                    .shows(info -> backing(info, "nowhere/base.qcow2")),
            Intent.of("set-backing-format", "{op: set-backing-format, format: raw}")
                    .refusedWhere(info -> info.has("backing-filename-format"))
                    .unchangedWhere(Intents::hasNoBackingFile)
                    .shows(info -> info.put("backing-filename-format", "raw")),
            Intent.of("set-backing-format, replace", "{op: set-backing-format, format: raw, if-present: replace}")
                    .unchangedWhere(Intents::hasNoBackingFile)
                    .shows(info -> info.put("backing-filename-format", "raw")),
            Intent.of("remove-backing", "{op: remove-backing, unsafe: true}")
                    .unchangedWhere(Intents::hasNoBackingFile)
                    .shows(info -> info.remove(
                            List.of("backing-filename", "full-backing-filename", "backing-filename-format"))),
            Intent.of("set lazy-refcounts", "{op: set-feature, feature: lazy-refcounts}")
                    .refusedWhere(Intents::isVersion2)
                    .unchangedWhere(Intents::hasLazyRefcounts)
                    .shows(info -> specific(info).put("lazy-refcounts", true)),
            Intent.of("clear lazy-refcounts", "{op: clear-feature, feature: lazy-refcounts}")
                    .unchangedWhere(info -> !hasLazyRefcounts(info))
                    .shows(info -> specific(info).put("lazy-refcounts", false)),
            Intent.of("set an unknown compatible bit", SET_BIT).refusedWhere(Intents::isVersion2),
            Intent.of("clear an unknown compatible bit", "{op: clear-feature, group: compatible, bit: 40}")
                    .after(SET_BIT)
                    .unchangedWhere(Intents::isVersion2),
            Intent.of("clear raw-external-data", "{op: clear-feature, feature: raw-external-data}")
                    .unchangedWhere(info -> !hasRawDataFile(info))
                    .shows(info -> specific(info).put("data-file-raw", false)),
            Intent.of("absolutize and relativize", "{op: absolutize-backing}", "{op: relativize-backing}")
                    .unchangedWhere(info -> true),
            Intent.of("set-data-file", "{op: set-data-file, file: moved.raw}")
                    .refusedWhere(info -> !hasDataFile(info))
                    .shows(info -> specific(info).put("data-file", "moved.raw")),
            Intent.of("replace-data-file", "{op: replace-data-file, pattern: ^data, replacement: moved}")
                    .unchangedWhere(info -> !hasDataFile(info))
                    .shows(info -> specific(info).put("data-file", "moved.raw")),
            Intent.of("upgrade", "{op: upgrade}")
                    .unchangedWhere(info -> !isVersion2(info))
                    .shows(info -> specific(info)
                            .put("compat", "1.1")
                            .put("lazy-refcounts", false)
                            .put("corrupt", false)
                            .put("extended-l2", false)),
            Intent.of("lazy-refcounts on", "{op: lazy-refcounts, enabled: true}")
                    .refusedWhere(Intents::isVersion2)
                    .unchangedWhere(Intents::hasLazyRefcounts)
                    .shows(info -> specific(info).put("lazy-refcounts", true)),
            Intent.of("lazy-refcounts off", "{op: lazy-refcounts, enabled: false}")
                    .unchangedWhere(info -> !hasLazyRefcounts(info))
                    .shows(info -> specific(info).put("lazy-refcounts", false)),
            Intent.of("feature-names canonical", "{op: feature-names, mode: canonical}")
                    .after("{op: feature-names, mode: none}")
                    // It fits to the byte there, and nowhere else with clusters as small.
                    .notOn("v3-512")
                    .refusedWhere(
                            info -> isVersion2(info) || info.get("cluster-size").asInt() == 512),
            Intent.of("feature-names none", "{op: feature-names, mode: none}")
                    .unchangedWhere(Intents::hasNoFeatureNames),
            Intent.of("set-labels", "{op: set-labels, labels: {build: '41', owner: é}}"),
            Intent.of("remove-labels", "{op: remove-labels, keys: [build, none]}")
                    .after("{op: set-labels, labels: {build: '41'}}"),
            Intent.of("clear-dirty", "{op: clear-dirty, unsafe: true}")
                    .after("{op: set-feature, feature: dirty}")
                    .unchangedWhere(Intents::isVersion2),
            Intent.of("clear-corrupt", "{op: clear-corrupt, unsafe: true}")
                    .after("{op: set-feature, feature: corrupt, unsafe: true}")
                    .unchangedWhere(Intents::isVersion2),
            Intent.of("add-extension text", ADD),
            Intent.of("add-extension hex", "{op: add-extension, magic: 0x87654321, hex: 00 ff 80 0a 1b}"),
            Intent.of("add-extension of nothing", "{op: add-extension, magic: 1, text: ''}"),
            Intent.of(
                            "add-extension beyond 4 KiB",
                            "{op: add-extension, magic: 0x12345678, hex: '" + "a5".repeat(LARGE) + "'}")
                    .refusedWhere(info -> info.get("cluster-size").asInt() < LARGE),
            Intent.of("add-extension, one more", "{op: add-extension, magic: 0x12345678, text: x, if-present: append}")
                    .after(ADD),
            Intent.of("remove-extension", "{op: remove-extension, magic: 0x12345678}")
                    .after(ADD),
            Intent.of("remove-extension backing-format", "{op: remove-extension, magic: backing-format}")
                    .unchangedWhere(info -> !info.has("backing-filename-format"))
                    .shows(info -> info.remove("backing-filename-format")),
            Intent.of("remove-extension feature-names", "{op: remove-extension, magic: feature-names}")
                    .unchangedWhere(Intents::hasNoFeatureNames),
            Intent.of("set-field", "{op: set-field, field: snapshots_offset, value: 0x40000000, unsafe: true}")
                    .notOn("snapshots"));

    private Intents() {}

    private static ObjectNode backing(ObjectNode info, String name) {
        return info.put("backing-filename", name).put("full-backing-filename", name);
    }

    private static ObjectNode specific(ObjectNode info) {
        return (ObjectNode) info.at("/format-specific/data");
    }

    private static boolean hasNoBackingFile(ObjectNode info) {
        return !info.has("backing-filename");
    }

    private static boolean isVersion2(ObjectNode info) {
        return specific(info).get("compat").stringValue().equals("0.10");
    }

    private static boolean hasNoFeatureNames(ObjectNode info) {
        return isVersion2(info) || info.get("cluster-size").asInt() <= 4096;
    }

    private static boolean hasDataFile(ObjectNode info) {
        return specific(info).has("data-file");
    }

    private static boolean hasLazyRefcounts(ObjectNode info) {
        return specific(info).path("lazy-refcounts").asBoolean(false);
    }

    private static boolean hasRawDataFile(ObjectNode info) {
        return specific(info).path("data-file-raw").asBoolean(false);
    }
}
