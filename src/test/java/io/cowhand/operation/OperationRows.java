package io.cowhand.operation;

import static io.cowhand.undo.UndoClass.ANYTIME;
import static io.cowhand.undo.UndoClass.SAME_BACKING;
import static io.cowhand.undo.UndoClass.UNTOUCHED;

import io.cowhand.testing.HeaderBytes;
import io.cowhand.undo.UndoClass;
import java.util.List;

/** What each operation does to a header, or why it does nothing; headers are written by the specification's offsets. */
final class OperationRows {

    private static final long FORMAT = 0xe2792acaL;
    private static final long FEATURE_NAMES = 0x6803f857L;
    private static final long DATA_FILE = 0x44415441L;
    private static final long BITMAPS = 0x23852875L;
    private static final long ENCRYPTION = 0x0537be77L;
    private static final long LABELS = 0x434f5748L;

    private static final String QEMU_NAMES = name(0, 0, "dirty bit")
            + name(0, 1, "corrupt bit")
            + name(0, 2, "external data file")
            + name(0, 3, "compression type")
            + name(0, 4, "extended L2 entries")
            + name(1, 0, "lazy refcounts")
            + name(2, 0, "bitmaps")
            + name(2, 1, "raw external data");

    private static final HeaderBytes V2 = HeaderBytes.v2(16);
    private static final HeaderBytes V3 = HeaderBytes.v3(16);
    private static final HeaderBytes OVERLAY = V3.extension(FORMAT, "qcow2").backing("/mnt/old/a/base.qcow2");
    private static final HeaderBytes RAW_DATA = V3.u64(72, 4).u64(88, 2).extension(DATA_FILE, "data.raw");
    private static final HeaderBytes RAW_DATA_OVERLAY = RAW_DATA.backing("/mnt/old/a/base.qcow2");
    private static final HeaderBytes DATA = V3.u64(72, 4).extension(DATA_FILE, "/mnt/data.raw");
    private static final HeaderBytes LABELLED = V3.extension(LABELS, "{\"b\": \"1\", \"a\":\"x\"}");
    private static final HeaderBytes NAMES = V3.extension(FEATURE_NAMES, QEMU_NAMES);
    /** One whose first cluster is read whole, and in which QEMU writes no feature names. */
    private static final HeaderBytes SMALL = HeaderBytes.v3(12);

    private static final HeaderBytes TWO = V3.extension(0xabcd, "one").extension(0xabcd, "two");

    /** A step that is done: the header before, after, and when it may be undone. */
    record Good(String step, HeaderBytes before, HeaderBytes after, UndoClass undo) {
        @Override
        public String toString() {
            return step;
        }
    }

    /** A step that an image does not get, and the code of the reason. */
    record Refused(String step, HeaderBytes image, String code) {
        @Override
        public String toString() {
            return step + " is " + code;
        }
    }

    /** A step that warns of something, and the codes of the warnings. */
    record Warned(String step, HeaderBytes image, List<String> codes) {
        @Override
        public String toString() {
            return step + " warns " + codes;
        }
    }

    /** A step whose arguments are wrong, and the one that is. */
    record Invalid(String step, String argument) {
        @Override
        public String toString() {
            return step;
        }
    }

    static final List<Good> GOOD = List.of(
            good("{op: set-field, field: refcount_order, value: 5, unsafe: true}", V3, V3.u32(96, 5), UNTOUCHED),
            good(
                    "{op: set-field, field: size, value: 18446744073709551615, unsafe: true}",
                    V2,
                    V2.u64(24, -1),
                    UNTOUCHED),
            good("{op: set-field, field: compression_type, value: 0, unsafe: true}", V3, V3, ANYTIME),
            good("{op: set-feature, feature: lazy-refcounts}", V3, V3.u64(80, 1), ANYTIME),
            good("{op: set-feature, group: compatible, bit: 63}", V3, V3.u64(80, 1L << 63), ANYTIME),
            good("{op: set-feature, group: incompatible, bit: 0}", V3, V3.u64(72, 1), UNTOUCHED),
            good("{op: set-feature, feature: corrupt}", V3, V3.u64(72, 2), UNTOUCHED),
            good("{op: set-feature, group: autoclear, bit: 7}", V3, V3.u64(88, 1 << 7), UNTOUCHED),
            good("{op: clear-feature, feature: lazy-refcounts}", V3.u64(80, 3), V3.u64(80, 2), ANYTIME),
            good("{op: clear-feature, feature: raw-external-data}", RAW_DATA, RAW_DATA.u64(88, 0), UNTOUCHED),
            good("{op: clear-feature, feature: lazy-refcounts}", V2, V2, ANYTIME),
            good("{op: clear-feature, feature: dirty, unsafe: true}", V3.u64(72, 1), V3, UNTOUCHED),
            good(
                    "{op: add-extension, magic: 0xabcd, text: käse}",
                    OVERLAY,
                    V3.extension(FORMAT, "qcow2").extension(0xabcd, "käse").backing("/mnt/old/a/base.qcow2"),
                    ANYTIME),
            good("{op: add-extension, magic: '0xABCD', hex: 61 62 63}", V3, V3.extension(0xabcd, "abc"), ANYTIME),
            good("{op: add-extension, magic: labels, base64: e30=}", V2, V2.extension(LABELS, "{}"), ANYTIME),
            good("{op: add-extension, magic: 0xabcd, text: new}", TWO, V3.extension(0xabcd, "new"), ANYTIME),
            good("{op: add-extension, magic: 0xabcd, text: new, if-present: keep}", TWO, TWO, ANYTIME),
            good("{op: add-extension, magic: 0xabcd, text: two, if-present: append}", TWO, TWO, ANYTIME),
            good(
                    "{op: add-extension, magic: 0xabcd, text: new, if-present: append}",
                    TWO,
                    TWO.extension(0xabcd, "new"),
                    ANYTIME),
            good(
                    "{op: remove-extension, magic: 0xabcd}",
                    TWO.extension(LABELS, "{}"),
                    V3.extension(LABELS, "{}"),
                    ANYTIME),
            good(
                    "{op: remove-extension, magic: backing-format}",
                    OVERLAY,
                    V3.backing("/mnt/old/a/base.qcow2"),
                    UNTOUCHED),
            good("{op: remove-extension, magic: 0xabcd}", V3, V3, ANYTIME),
            good("{op: remove-extension, magic: data-file}", DATA.u64(72, 0), V3, ANYTIME),
            good("{op: remove-extension, magic: data-file, unsafe: true}", DATA, V3.u64(72, 4), UNTOUCHED),
            good("{op: remove-extension, magic: encryption-header}", V3.extension(ENCRYPTION, 16), V3, UNTOUCHED),
            good(
                    "{op: add-extension, magic: backing-format, text: raw}",
                    V3.backing("b"),
                    V3.extension(FORMAT, "raw").backing("b"),
                    UNTOUCHED),
            good(
                    "{op: add-extension, magic: backing-format, text: raw}",
                    OVERLAY,
                    V3.extension(FORMAT, "raw").backing("/mnt/old/a/base.qcow2"),
                    UNTOUCHED),
            good(
                    "{op: set-backing, file: b, format: raw}",
                    V3.backing("b"),
                    V3.extension(FORMAT, "raw").backing("b"),
                    UNTOUCHED),
            good(
                    "{op: set-backing, file: c, format: raw}",
                    V3.backing("b"),
                    V3.extension(FORMAT, "raw").backing("c"),
                    UNTOUCHED),
            good("{op: set-backing, file: c, format: qcow2}", OVERLAY, overlay("c"), SAME_BACKING),
            good(
                    "{op: set-backing, file: b, format: raw}",
                    overlay("b"),
                    V3.extension(FORMAT, "raw").backing("b"),
                    UNTOUCHED),
            good(
                    "{op: set-backing, file: ../b.raw, format: raw, unsafe: true}",
                    V3.extension(0xabcd, "x"),
                    V3.extension(FORMAT, "raw").extension(0xabcd, "x").backing("../b.raw"),
                    UNTOUCHED),
            good(
                    "{op: set-backing, file: b, format: raw}",
                    OVERLAY,
                    V3.extension(FORMAT, "raw").backing("b"),
                    UNTOUCHED),
            good(
                    "{op: move-backing, from: /mnt/old/, to: /srv}",
                    OVERLAY,
                    V3.extension(FORMAT, "qcow2").backing("/srv/a/base.qcow2"),
                    SAME_BACKING),
            good("{op: move-backing, from: /mnt/ol, to: /srv}", OVERLAY, OVERLAY, ANYTIME),
            good(
                    "{op: move-backing, from: /mnt/old, to: /srv}",
                    V3.backing("nbd://host/x"),
                    V3.backing("nbd://host/x"),
                    ANYTIME),
            good(
                    "{op: replace-backing, pattern: '(old)/(a)', replacement: '$2$1'}",
                    OVERLAY,
                    V3.extension(FORMAT, "qcow2").backing("/mnt/aold/base.qcow2"),
                    SAME_BACKING),
            good("{op: replace-backing, pattern: nowhere, replacement: x}", OVERLAY, OVERLAY, ANYTIME),
            good(
                    "{op: remove-backing, unsafe: true}",
                    OVERLAY.extension(0xabcd, "x"),
                    V3.extension(0xabcd, "x"),
                    UNTOUCHED),
            good("{op: remove-backing, unsafe: true}", RAW_DATA_OVERLAY, RAW_DATA, UNTOUCHED),
            good("{op: remove-backing, unsafe: true}", V3.u64(8, 120), V3, UNTOUCHED),
            good(
                    "{op: set-backing-format, format: raw}",
                    V2.backing("b"),
                    V2.extension(FORMAT, "raw").backing("b"),
                    UNTOUCHED),
            good("{op: set-backing-format, format: raw}", V3, V3, ANYTIME),
            good("{op: set-backing-format, format: qcow2}", OVERLAY, OVERLAY, ANYTIME),
            good(
                    "{op: set-backing-format, format: raw}",
                    V3.extension(FORMAT, "").backing("b"),
                    V3.extension(FORMAT, "raw").backing("b"),
                    UNTOUCHED),
            good("{op: set-backing-format, format: qcow2}", V3.backing("b"), overlay("b"), ANYTIME),
            good("{op: set-backing, file: c, format: qcow2}", V3.backing("b"), overlay("c"), SAME_BACKING),
            good("{op: set-backing-format, format: raw, if-present: keep}", overlay("b"), overlay("b"), ANYTIME),
            good(
                    "{op: set-backing-format, format: raw, if-present: keep}",
                    V3.backing("b"),
                    V3.extension(FORMAT, "raw").backing("b"),
                    UNTOUCHED),
            good(
                    "{op: set-backing-format, format: raw, if-present: replace}",
                    overlay("b"),
                    V3.extension(FORMAT, "raw").backing("b"),
                    UNTOUCHED),
            good(
                    "{op: set-backing-format, format: raw}",
                    V3.extension(FORMAT, "qcow2"),
                    V3.extension(FORMAT, "qcow2"),
                    ANYTIME),
            good("{op: relativize-backing}", OVERLAY, overlay("mnt/old/a/base.qcow2"), SAME_BACKING),
            good("{op: relativize-backing}", overlay("/a:b.qcow2"), overlay("./a:b.qcow2"), SAME_BACKING),
            good("{op: relativize-backing}", overlay("nbd://host/x"), overlay("nbd://host/x"), ANYTIME),
            good("{op: relativize-backing}", overlay("a/../b"), overlay("a/../b"), ANYTIME),
            good("{op: relativize-backing}", V3, V3, ANYTIME),
            good("{op: absolutize-backing}", overlay("a/.././../b//c"), overlay("/b/c"), SAME_BACKING),
            good("{op: absolutize-backing}", OVERLAY, OVERLAY, ANYTIME),
            good("{op: absolutize-backing}", overlay("json:{}"), overlay("json:{}"), ANYTIME),
            good("{op: set-data-file, file: b.raw}", DATA, V3.u64(72, 4).extension(DATA_FILE, "b.raw"), UNTOUCHED),
            good(
                    "{op: set-data-file, file: b.raw}",
                    V3.u64(72, 4).extension(FORMAT, "raw").extension(0xabcd, "x"),
                    V3.u64(72, 4)
                            .extension(FORMAT, "raw")
                            .extension(DATA_FILE, "b.raw")
                            .extension(0xabcd, "x"),
                    UNTOUCHED),
            good(
                    "{op: replace-data-file, pattern: ^/mnt, replacement: /srv}",
                    DATA,
                    V3.u64(72, 4).extension(DATA_FILE, "/srv/data.raw"),
                    UNTOUCHED),
            good("{op: replace-data-file, pattern: '.', replacement: x}", V3, V3, ANYTIME),
            good(
                    "{op: replace-data-file, pattern: dormant, replacement: x}",
                    V3.extension(DATA_FILE, "dormant"),
                    V3.extension(DATA_FILE, "dormant"),
                    ANYTIME),
            good("{op: upgrade}", V2, V3, UNTOUCHED),
            good(
                    "{op: upgrade}",
                    V2.extension(FORMAT, "qcow2").backing("base"),
                    V3.extension(FORMAT, "qcow2").backing("base"),
                    UNTOUCHED),
            good("{op: upgrade}", V3, V3, ANYTIME),
            good("{op: upgrade, if-not-possible: skip}", V2.u32(60, 1), V2.u32(60, 1), ANYTIME),
            good("{op: lazy-refcounts, enabled: true}", V3, V3.u64(80, 1), ANYTIME),
            good("{op: lazy-refcounts, enabled: false}", V3.u64(80, 3), V3.u64(80, 2), ANYTIME),
            good("{op: lazy-refcounts, enabled: false}", V2, V2, ANYTIME),
            good(
                    "{op: drop-bitmaps}",
                    V3.u64(88, 3).extension(BITMAPS, 24).extension(0xabcd, "x"),
                    V3.u64(88, 2).extension(0xabcd, "x"),
                    UNTOUCHED),
            good("{op: drop-bitmaps}", V2.extension(BITMAPS, 24), V2, UNTOUCHED),
            good("{op: drop-bitmaps, names: ['*']}", V3, V3, ANYTIME),
            good("{op: feature-names, mode: canonical}", V3, NAMES, ANYTIME),
            good(
                    "{op: feature-names, mode: canonical}",
                    V3.extension(FORMAT, "raw").extension(0xabcd, "x").backing("b"),
                    V3.extension(FORMAT, "raw")
                            .extension(FEATURE_NAMES, QEMU_NAMES)
                            .extension(0xabcd, "x")
                            .backing("b"),
                    ANYTIME),
            good(
                    "{op: feature-names, mode: canonical}",
                    V3.extension(0xabcd, "x").extension(FEATURE_NAMES, 48),
                    V3.extension(0xabcd, "x").extension(FEATURE_NAMES, QEMU_NAMES),
                    ANYTIME),
            good("{op: feature-names, mode: none}", NAMES, V3, ANYTIME),
            good("{op: feature-names, mode: none}", V2, V2, ANYTIME),
            good(
                    "{op: set-labels, labels: {b: '2', c: 'é\\n\"\\'}}",
                    LABELLED,
                    V3.extension(LABELS, "{\"a\":\"x\",\"b\":\"2\",\"c\":\"é\\\\n\\\"\\\\\"}"),
                    ANYTIME),
            good(
                    "{op: set-labels, labels: {a: \"\\x01\\t\"}}",
                    V2,
                    V2.extension(LABELS, "{\"a\":\"\\u0001\\t\"}"),
                    ANYTIME),
            good("{op: remove-labels, keys: [b, z]}", LABELLED, V3.extension(LABELS, "{\"a\":\"x\"}"), ANYTIME),
            good("{op: remove-labels, keys: [a, b]}", LABELLED, V3, ANYTIME),
            good("{op: remove-labels, keys: [a]}", V3, V3, ANYTIME),
            good("{op: remove-labels, keys: [z]}", LABELLED, LABELLED, ANYTIME),
            good("{op: remove-labels, keys: [z]}", V3.extension(LABELS, "{ }"), V3.extension(LABELS, "{ }"), ANYTIME),
            good(
                    "{op: normalize}",
                    SMALL.u8(107, 1)
                            .extension(0xabcd, "x")
                            .extension(FEATURE_NAMES, QEMU_NAMES)
                            .extension(DATA_FILE, "dormant")
                            .extension(FORMAT, "raw\0x")
                            .backing("b"),
                    SMALL.extension(FORMAT, "raw").extension(0xabcd, "x").backing("b"),
                    ANYTIME),
            good("{op: assert, that: true}", V3, V3, ANYTIME),
            good("{op: normalize}", SMALL.extension(BITMAPS, 24), SMALL, UNTOUCHED),
            good("{op: normalize}", HeaderBytes.v2(9), HeaderBytes.v2(9), ANYTIME),
            good("{op: clear-dirty, unsafe: true}", V3.u64(72, 3), V3.u64(72, 2), UNTOUCHED),
            good("{op: clear-dirty, unsafe: true}", V2, V2, ANYTIME),
            good("{op: clear-corrupt, unsafe: true}", V3.u64(72, 3), V3.u64(72, 1), UNTOUCHED),
            good("{op: poke, offset: 100, hex: 00 00 00 68, unsafe: true}", V3, V3.u32(100, 104), UNTOUCHED));

    /** Steps whose second time is not like the first, as their help says. */
    static final List<Good> AGAIN = List.of(
            good("{op: remove-extension, magic: 0xabcd, occurrence: first}", TWO, V3.extension(0xabcd, "two"), ANYTIME),
            good("{op: remove-extension, magic: 0xabcd, occurrence: last}", TWO, V3.extension(0xabcd, "one"), ANYTIME),
            good(
                    "{op: replace-backing, pattern: ^/mnt, replacement: /mnt/mnt}",
                    OVERLAY,
                    V3.extension(FORMAT, "qcow2").backing("/mnt/mnt/old/a/base.qcow2"),
                    SAME_BACKING));

    /** Steps that refuse the second time, as they say {@code fail}. */
    static final List<Good> REFUSED_AGAIN = List.of(
            good(
                    "{op: add-extension, magic: 0xabcd, text: x, if-present: fail}",
                    V3,
                    V3.extension(0xabcd, "x"),
                    ANYTIME),
            good("{op: remove-extension, magic: 0xabcd, if-absent: fail}", TWO, V3, ANYTIME),
            good(
                    "{op: replace-backing, pattern: ^/mnt/old, replacement: /srv, if-no-match: fail}",
                    OVERLAY,
                    V3.extension(FORMAT, "qcow2").backing("/srv/a/base.qcow2"),
                    SAME_BACKING));

    static final List<Warned> WARNED = List.of(
            warned("{op: set-backing, file: 'nbd://host/b', format: raw}", OVERLAY, "backing-file-protocol"),
            warned("{op: set-backing, file: 'nbd://host/b', format: raw}", overlay("nbd://host/a")),
            warned("{op: set-backing, file: './a:b', format: raw}", OVERLAY),
            warned("{op: set-data-file, file: 'nbd://host/x'}", DATA, "data-file-protocol"),
            warned("{op: set-data-file, file: 'json:{}'}", DATA, "data-file-protocol"),
            warned("{op: set-data-file, file: 'a:b'}", V3.u64(72, 4), "data-file-protocol"),
            warned("{op: set-data-file, file: './a:b'}", DATA),
            warned("{op: set-data-file, file: 'c:d'}", V3.u64(72, 4).extension(DATA_FILE, "a:b")),
            warned("{op: replace-data-file, pattern: ^/mnt/, replacement: 'nbd:'}", DATA, "data-file-protocol"),
            warned(
                    "{op: replace-data-file, pattern: ^, replacement: 'nbd:'}",
                    DATA,
                    "data-file-protocol",
                    "replacement-matches-again"),
            warned(
                    "{op: replace-backing, pattern: ^, replacement: 'nbd:'}",
                    OVERLAY,
                    "backing-file-protocol",
                    "replacement-matches-again"),
            warned(
                    "{op: replace-backing, pattern: ^/mnt, replacement: /mnt/mnt}",
                    OVERLAY,
                    "replacement-matches-again"),
            warned("{op: move-backing, from: /mnt, to: /mnt/new}", OVERLAY, "replacement-matches-again"),
            warned("{op: upgrade, if-not-possible: skip}", V2.u32(60, 1), "not-upgraded"),
            warned("{op: drop-bitmaps}", V3.u64(88, 1).extension(BITMAPS, 24), "bitmaps-leak"));

    static final List<Refused> REFUSED = List.of(
            refused("{op: set-field, field: refcount_order, value: 4, unsafe: true}", V2, "no-such-field"),
            refused("{op: set-feature, feature: lazy-refcounts}", V2, "no-such-field"),
            refused("{op: set-feature, feature: external-data-file}", V3, "more-than-a-header-change"),
            refused("{op: set-feature, group: autoclear, bit: 0}", V3, "more-than-a-header-change"),
            refused("{op: set-feature, feature: raw-external-data}", RAW_DATA.u64(88, 0), "more-than-a-header-change"),
            refused("{op: clear-feature, feature: dirty}", V3.u64(72, 1), "more-than-a-header-change"),
            refused("{op: clear-feature, feature: extended-l2}", V3.u64(72, 16), "more-than-a-header-change"),
            refused(
                    "{op: clear-feature, feature: lazy-refcounts}",
                    V3.u64(72, 1).u64(80, 1),
                    "image-dirty"),
            refused("{op: add-extension, magic: 0xabcd, text: two, if-present: fail}", TWO, "extension-present"),
            refused("{op: add-extension, magic: bitmaps, text: x}", V3, "more-than-a-header-change"),
            refused("{op: add-extension, magic: 0x44415441, text: /etc/passwd}", V3, "more-than-a-header-change"),
            refused("{op: remove-extension, magic: 0xabcd, if-absent: fail}", V3, "extension-absent"),
            refused("{op: remove-extension, magic: bitmaps}", V3.extension(BITMAPS, 24), "more-than-a-header-change"),
            refused("{op: set-backing, file: b, format: raw}", V3, "no-backing-file"),
            refused("{op: set-backing, file: b, format: raw}", V2.extension(FORMAT, "raw"), "no-backing-file"),
            refused("{op: set-backing, file: b, format: raw}", V3.u64(8, 120), "no-backing-file"),
            refused("{op: set-backing, file: b, format: raw}", RAW_DATA, "raw-external-data"),
            refused("{op: set-backing, file: b, format: raw, unsafe: true}", RAW_DATA, "raw-external-data"),
            refused("{op: move-backing, from: /mnt/old, to: /}", RAW_DATA_OVERLAY, "raw-external-data"),
            refused(
                    "{op: move-backing, from: /mnt/old, to: /x}",
                    V3.backing("json:{\"file\": \"\\/mnt\\/old/b\"}"),
                    "backing-file-not-a-path"),
            refused(
                    "{op: move-backing, from: /mnt, to: /" + "x".repeat(1015) + "}",
                    OVERLAY,
                    "backing-file-name-too-long"),
            refused("{op: replace-backing, pattern: .*, replacement: ''}", OVERLAY, "backing-file-name-empty"),
            refused("{op: replace-backing, pattern: x, replacement: y, if-no-match: fail}", V3, "no-match"),
            refused("{op: replace-backing, pattern: old, replacement: new}", OVERLAY.u8(150, 0xff), "name-not-utf8"),
            refused("{op: set-backing-format, format: raw}", RAW_DATA_OVERLAY, "raw-external-data"),
            refused("{op: set-backing-format, format: raw}", OVERLAY, "backing-format-present"),
            refused("{op: set-backing-format, format: raw, if-present: fail}", OVERLAY, "backing-format-present"),
            refused("{op: relativize-backing}", RAW_DATA_OVERLAY, "raw-external-data"),
            refused("{op: relativize-backing}", overlay("/mnt/base\0/../../etc/passwd"), "name-has-zero-byte"),
            refused("{op: absolutize-backing}", overlay("base\0/../../etc/passwd"), "name-has-zero-byte"),
            refused(
                    "{op: move-backing, from: /mnt, to: /srv}",
                    overlay("/mnt/base\0/etc/passwd"),
                    "name-has-zero-byte"),
            refused(
                    "{op: replace-backing, pattern: ^/mnt, replacement: /srv}",
                    overlay("/mnt/base\0/etc/passwd"),
                    "name-has-zero-byte"),
            refused(
                    "{op: replace-data-file, pattern: ^/mnt, replacement: /srv}",
                    V3.u64(72, 4).extension(DATA_FILE, "/mnt/data\0/etc/passwd"),
                    "name-has-zero-byte"),
            refused("{op: absolutize-backing}", overlay("x".repeat(1023)), "backing-file-name-too-long"),
            refused("{op: set-data-file, file: x}", V3, "no-data-file"),
            refused("{op: set-data-file, file: x}", V3.extension(DATA_FILE, "dormant"), "no-data-file"),
            refused("{op: replace-data-file, pattern: .*, replacement: ''}", DATA, "data-file-name-empty"),
            refused("{op: replace-data-file, pattern: x, replacement: '', if-no-match: fail}", V3, "no-match"),
            refused("{op: replace-data-file, pattern: x, replacement: y}", DATA.u8(121, 0xff), "name-not-utf8"),
            // Nothing is known of its snapshots.
            refused("{op: upgrade}", V2.u32(60, 1), "more-than-a-header-change"),
            refused("{op: lazy-refcounts, enabled: true}", V2, "no-such-field"),
            refused("{op: lazy-refcounts, enabled: false}", V3.u64(72, 1).u64(80, 1), "image-dirty"),
            refused("{op: drop-bitmaps, names: [x]}", V3.u64(88, 1).extension(BITMAPS, 24), "other-bitmaps"),
            refused("{op: feature-names, mode: canonical}", V2, "no-such-field"),
            refused("{op: set-labels, labels: {a: b}}", V3.extension(LABELS, "[]"), "labels-invalid"),
            refused("{op: set-labels, labels: {a: b}}", V3.extension(LABELS, "{\"x\":\"\\ud800\"}"), "labels-invalid"),
            refused(
                    "{op: set-labels, labels: {b: '2'}}",
                    V3.extension(LABELS, "{\"a\":\"1\"}").extension(LABELS, "{\"z\":\"9\"}"),
                    "labels-invalid"),
            refused("{op: set-labels, labels: {a: b}}", V3.extension(LABELS, "{\"a\":1}"), "labels-invalid"),
            refused(
                    "{op: remove-labels, keys: [a]}",
                    V3.extension(LABELS, "{\"a\":\"b\",\"a\":\"c\"}"),
                    "labels-invalid"),
            refused("{op: assert, that: false, message: wrong}", V3, "assertion-failed"),
            refused("{op: normalize}", SMALL.u64(24, 1000), "size-not-in-sectors"),
            refused("{op: normalize}", SMALL.u32(112, 0xabcd).u32(116, -1), "layout-unknown"));

    static final List<Invalid> INVALID = List.of(
            new Invalid("{op: set-field, field: magic, value: 1, unsafe: true}", "field"),
            new Invalid("{op: set-field, field: version, value: 3, unsafe: true}", "field"),
            new Invalid("{op: set-field, field: backing_file_offset, value: 1, unsafe: true}", "field"),
            new Invalid("{op: set-field, field: backing_file_size, value: 1, unsafe: true}", "field"),
            new Invalid("{op: set-field, field: header_length, value: 112, unsafe: true}", "field"),
            new Invalid("{op: set-field, field: incompatible_features, value: 0, unsafe: true}", "field"),
            new Invalid("{op: set-field, field: compatible_features, value: 0, unsafe: true}", "field"),
            new Invalid("{op: set-field, field: autoclear_features, value: 0, unsafe: true}", "field"),
            new Invalid("{op: set-field, field: cluster_bits, value: 4294967296, unsafe: true}", "value"),
            new Invalid("{op: set-field, field: compression_type, value: 256, unsafe: true}", "value"),
            new Invalid("{op: set-feature, feature: dirty, group: compatible, bit: 1}", "group"),
            new Invalid("{op: clear-feature, feature: dirty, bit: 1}", "bit"),
            new Invalid("{op: add-extension, magic: nonsense, text: x}", "magic"),
            new Invalid("{op: add-extension, magic: '0x0', text: x}", "magic"),
            new Invalid("{op: add-extension, magic: 1, text: x, hex: 00}", "hex"),
            new Invalid("{op: add-extension, magic: 1}", ""),
            new Invalid("{op: add-extension, magic: 1, hex: abc}", "hex"),
            new Invalid("{op: add-extension, magic: 1, base64: '*'}", "base64"),
            new Invalid("{op: remove-extension, magic: nonsense}", "magic"),
            new Invalid("{op: set-backing, file: \"a\\0b\", format: raw}", "file"),
            new Invalid("{op: set-backing, file: " + "x".repeat(1024) + ", format: raw}", "file"),
            new Invalid("{op: set-backing, file: a, format: " + "x".repeat(16) + "}", "format"),
            new Invalid("{op: move-backing, from: \"\\0\", to: x}", "from"),
            new Invalid("{op: move-backing, from: x, to: " + "é".repeat(512) + "}", "to"),
            new Invalid("{op: replace-backing, pattern: '(', replacement: x}", "pattern"),
            new Invalid("{op: replace-backing, pattern: '(?=x)', replacement: x}", "pattern"),
            new Invalid("{op: replace-backing, pattern: x, replacement: $1}", "replacement"),
            new Invalid("{op: replace-backing, pattern: x, replacement: \"a\\0\"}", "replacement"),
            new Invalid("{op: set-backing-format, format: \"a\\0\"}", "format"),
            new Invalid("{op: set-data-file, file: \"a\\0\"}", "file"),
            new Invalid("{op: replace-data-file, pattern: '(', replacement: x}", "pattern"),
            new Invalid("{op: drop-bitmaps, names: [a, '[b']}", "names"),
            new Invalid("{op: poke, offset: 0, hex: '0', unsafe: true}", "hex"),
            new Invalid("{op: poke, offset: 0, hex: '  ', unsafe: true}", "hex"));

    private OperationRows() {}

    private static HeaderBytes overlay(String name) {
        return V3.extension(FORMAT, "qcow2").backing(name);
    }

    /** An entry of a feature name table; 46 bytes are for the name. */
    private static String name(int type, int bit, String name) {
        return "" + (char) type + (char) bit + name + "\0".repeat(46 - name.length());
    }

    private static Good good(String step, HeaderBytes before, HeaderBytes after, UndoClass undo) {
        return new Good(step, before, after, undo);
    }

    private static Warned warned(String step, HeaderBytes image, String... codes) {
        return new Warned(step, image, List.of(codes));
    }

    private static Refused refused(String step, HeaderBytes image, String code) {
        return new Refused(step, image, code);
    }
}
