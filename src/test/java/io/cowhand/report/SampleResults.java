package io.cowhand.report;

import io.cowhand.bytes.Bytes;
import io.cowhand.diff.Change;
import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.PlannedChange;
import io.cowhand.fleet.Status;
import io.cowhand.fleet.StepProblem;
import io.cowhand.image.ImageReference;
import io.cowhand.problem.Location;
import io.cowhand.problem.Origin;
import io.cowhand.problem.Problem;
import io.cowhand.problem.Severity;
import io.cowhand.problem.Value;
import io.cowhand.qcow2.BitmapDirectory;
import io.cowhand.qcow2.ExtensionPayload;
import io.cowhand.qcow2.ExtensionType;
import io.cowhand.qcow2.FeatureBit;
import io.cowhand.qcow2.FeatureGroup;
import io.cowhand.qcow2.HeaderExtension;
import io.cowhand.qcow2.HeaderField;
import io.cowhand.undo.UndoClass;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Results of every kind, for reports to show. */
public final class SampleResults {

    /** Does something to a terminal that shows it: line ends, colours, bells, the other direction. */
    public static final String HOSTILE = "a\n\u001b[31m\u0007\u009b2J\u202e\"\\b";
    /** Letters that take two columns, a letter with a mark of its own, and one beyond the first plane. */
    public static final String WIDE = "\u4e2d\u6587-e\u0301-\ud83d\udc04";

    private static final long UNKNOWN = 0x12345678L;
    private static final Bytes NOT_UTF_8 = Bytes.hex("2f636166e9");
    private static final BitmapDirectory BITMAPS = new BitmapDirectory(
            new ExtensionPayload.Bitmaps(2, 0, 64, 0x50000),
            1 << 20,
            1 << 16,
            List.of(bitmap(1, 16, "backup-1"), bitmap(2, 70, "backup-2")),
            List.of());

    private SampleResults() {}

    private static BitmapDirectory.Entry bitmap(long flags, int granularityBits, String name) {
        return new BitmapDirectory.Entry(
                new BitmapDirectory.Fixed(0, 0, flags, 1, granularityBits, name.length(), 0), Bytes.utf8(name));
    }

    public static BitmapDirectory bitmaps() {
        return BITMAPS;
    }

    public static ImageReference image(String path) {
        return new ImageReference(Path.of(path));
    }

    public static ImageReference imageNotUtf8() {
        return new ImageReference(Path.of(URI.create("file:///srv/caf%E9.qcow2")));
    }

    /** Returns changes of every kind, and of each kind those that look different. */
    public static List<Change> changes() {
        return List.of(
                new Change.Field(HeaderField.VERSION, OptionalLong.of(2), OptionalLong.of(3)),
                new Change.Field(HeaderField.REFCOUNT_ORDER, OptionalLong.empty(), OptionalLong.of(4)),
                new Change.Field(HeaderField.SIZE, OptionalLong.of(-1), OptionalLong.of(512)),
                new Change.Feature(new FeatureBit(FeatureGroup.COMPATIBLE, 0), false, true),
                new Change.Feature(new FeatureBit(FeatureGroup.AUTOCLEAR, 40), true, false),
                change(Optional.empty(), extension(ExtensionType.BACKING_FORMAT.magic(), Bytes.utf8("qcow2"))),
                change(
                        extension(ExtensionType.BACKING_FORMAT.magic(), Bytes.utf8("raw")),
                        extension(ExtensionType.BACKING_FORMAT.magic(), NOT_UTF_8)),
                change(
                        extension(
                                ExtensionType.BITMAPS.magic(),
                                Bytes.hex("0000000200000000" + "0000000000000040" + "0000000000050000")),
                        Optional.empty()),
                change(
                        Optional.empty(),
                        extension(
                                ExtensionType.FEATURE_NAMES.magic(),
                                Bytes.concat(List.of(Bytes.of(1, 0), Bytes.utf8("lazy refcounts"), Bytes.zeros(32))))),
                change(
                        extension(ExtensionType.LABELS.magic(), Bytes.utf8("{\"owner\":\"web\"}")),
                        extension(ExtensionType.LABELS.magic(), Bytes.utf8("{\"owner\":\"db\",\"site\":\"b\\\"1\"}"))),
                change(extension(UNKNOWN, Bytes.utf8("text\n")), extension(UNKNOWN, Bytes.zeros(60))),
                new Change.Extension("0x12345678", 1, extension(UNKNOWN, Bytes.of(0, 1, 255)), Optional.empty()),
                new Change.Order(
                        List.of(ExtensionType.BITMAPS.magic(), UNKNOWN),
                        List.of(UNKNOWN, ExtensionType.BITMAPS.magic())),
                new Change.BackingFile(Optional.of(Bytes.utf8("/mnt/old.raw")), Optional.empty()),
                new Change.BackingFile(Optional.empty(), Optional.of(NOT_UTF_8)),
                new Change.BackingFile(
                        Optional.of(Bytes.utf8("x".repeat(1024))), Optional.of(Bytes.utf8("y".repeat(1023)))),
                new Change.RawBytes(600, Bytes.hex("0000"), Bytes.hex("beef")));
    }

    private static Optional<HeaderExtension> extension(long magic, Bytes data) {
        return Optional.of(HeaderExtension.of(magic, data));
    }

    private static Change change(Optional<HeaderExtension> before, Optional<HeaderExtension> after) {
        return new Change.Extension(after.or(() -> before).orElseThrow().label(), 0, before, after);
    }

    /** Returns a result with all of {@link #changes}, each made by a step of its own. */
    public static ImageResult everyChange() {
        List<Change> changes = changes();
        List<PlannedChange> planned = new ArrayList<>();
        for (int i = 0; i < changes.size(); i++) {
            planned.add(new PlannedChange(i, i == 0 ? "autoclear" : "operation-" + i, i == 9, changes.get(i)));
        }
        return changed(image("every.qcow2"), Status.WOULD_CHANGE, planned, UndoClass.UNTOUCHED);
    }

    /** Returns a result in which an image has, or would have, a new backing file. */
    public static ImageResult rebased(String image, Status status, String name) {
        return changed(
                image(image),
                status,
                List.of(new PlannedChange(
                        1,
                        "move-backing",
                        false,
                        new Change.BackingFile(
                                Optional.of(Bytes.utf8("/mnt/" + name)), Optional.of(Bytes.utf8("/srv/" + name))))),
                UndoClass.SAME_BACKING);
    }

    public static ImageResult changed(
            ImageReference image, Status status, List<PlannedChange> changes, UndoClass undo) {
        return new ImageResult(image, status, changes, Optional.of(BITMAPS), Optional.of(undo), List.of());
    }

    public static ImageResult with(ImageReference image, Status status, StepProblem... problems) {
        return new ImageResult(image, status, List.of(), Optional.empty(), Optional.empty(), List.of(problems));
    }

    public static StepProblem refusal(String message) {
        return new StepProblem(3, "assert", Problem.error("assertion-failed", message));
    }

    /** Returns problems of every severity, origin and location that an image's can have. */
    public static List<Problem> problems() {
        return List.of(
                Problem.error("unreadable", "no such file"),
                new Problem(
                        "cluster-bits-out-of-range",
                        Severity.ERROR,
                        Origin.QEMU,
                        new Location.InHeader("cluster_bits", OptionalLong.of(20), Value.of(7)),
                        "cluster_bits (offset 20) is 7, must be 9 to 21."),
                new Problem(
                        "header-not-padded",
                        Severity.WARNING,
                        Origin.SPEC,
                        new Location.InHeader("padding", OptionalLong.empty(), Value.NONE),
                        "The padding is not zero."),
                new Problem("dirty", Severity.NOTICE, Origin.COWHAND, Location.NOWHERE, "The image was not closed."));
    }
}
