package io.cowhand.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cowhand.bytes.Bytes;
import io.cowhand.diff.Change;
import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.InUse;
import io.cowhand.fleet.PlannedChange;
import io.cowhand.fleet.RunSummary;
import io.cowhand.fleet.Status;
import io.cowhand.fleet.StepProblem;
import io.cowhand.json.MalformedJsonException;
import io.cowhand.problem.Location;
import io.cowhand.problem.Origin;
import io.cowhand.problem.Problem;
import io.cowhand.problem.Severity;
import io.cowhand.problem.Value;
import io.cowhand.qcow2.ExtensionType;
import io.cowhand.qcow2.FeatureBit;
import io.cowhand.qcow2.FeatureGroup;
import io.cowhand.qcow2.FileName;
import io.cowhand.qcow2.HeaderExtension;
import io.cowhand.qcow2.HeaderField;
import io.cowhand.report.DetailedTextReport;
import io.cowhand.report.Diff;
import io.cowhand.report.FleetReport;
import io.cowhand.report.SampleResults;
import io.cowhand.report.Style;
import io.cowhand.report.TextReport;
import io.cowhand.undo.UndoClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ResultJsonReaderTest {

    private static final long UNKNOWN = 0x12345678L;

    private static void assertRestored(ImageResult... results) throws MalformedJsonException {
        List<ImageResult> restored = new ArrayList<>();
        for (ImageResult result : results) {
            String line = ResultJson.result(result);
            restored.add(ResultJsonReader.read(line));
            assertThat(ResultJson.result(restored.get(restored.size() - 1))).isEqualTo(line);
        }
        List<Function<Consumer<String>, FleetReport>> reports = List.of(
                out -> new TextReport(out, Style.COLOURED, Diff.fields, false),
                out -> new DetailedTextReport(out, Style.COLOURED, Diff.fields, false));
        for (Function<Consumer<String>, FleetReport> report : reports) {
            assertThat(lines(report, restored)).isEqualTo(lines(report, List.of(results)));
        }
    }

    private static List<String> lines(Function<Consumer<String>, FleetReport> report, List<ImageResult> results) {
        List<String> lines = new ArrayList<>();
        FleetReport shown = report.apply(lines::add);
        results.forEach(shown::result);
        shown.end(new RunSummary(true, Optional.empty(), Map.of()));
        return lines;
    }

    private static ImageResult changed(Change... changes) {
        List<PlannedChange> planned = Stream.of(changes)
                .map(change -> new PlannedChange(1, "poke", true, change))
                .toList();
        return SampleResults.changed(SampleResults.image("a.qcow2"), Status.WOULD_CHANGE, planned, UndoClass.UNTOUCHED);
    }

    private static ImageResult added(ExtensionType type, Bytes data) {
        return added(HeaderExtension.of(type, data));
    }

    private static ImageResult added(HeaderExtension extension) {
        return changed(new Change.Extension(extension.label(), 0, Optional.empty(), Optional.of(extension)));
    }

    @Test
    void changesOfEveryKind() throws MalformedJsonException {
        assertRestored(SampleResults.everyChange());
    }

    @Test
    void everyFeatureBitAndEveryField() throws MalformedJsonException {
        for (FeatureGroup group : FeatureGroup.values()) {
            assertRestored(changed(FeatureBit.of(group, -1).stream()
                    .map(bit -> new Change.Feature(bit, bit.bit() % 2 == 0, bit.bit() % 2 != 0))
                    .toArray(Change[]::new)));
        }
        assertRestored(changed(Stream.of(HeaderField.values())
                .map(field -> new Change.Field(field, OptionalLong.of(-field.ordinal()), OptionalLong.empty()))
                .toArray(Change[]::new)));
    }

    @Test
    void namesThatAreNotUtf8OrLongerThanAnyPath() throws MalformedJsonException {
        List<Bytes> names = List.of(
                Bytes.EMPTY,
                Bytes.of(0xe9),
                Bytes.utf8("\ufffd"),
                Bytes.utf8(SampleResults.HOSTILE),
                Bytes.utf8("x".repeat(4096)),
                Bytes.utf8("x".repeat(4097)),
                Bytes.utf8("x".repeat(4095) + "\u00e4"),
                Bytes.of(0xe9).resized(1 << 16));
        for (Bytes name : names) {
            assertRestored(changed(
                    new Change.BackingFile(Optional.of(name), Optional.empty()),
                    new Change.BackingFile(Optional.empty(), Optional.of(name))));
            assertRestored(added(ExtensionType.DATA_FILE, name), added(HeaderExtension.of(UNKNOWN, name)));
        }
    }

    @Test
    void extensionsWhoseEntriesDoNotTellAllBytes() throws MalformedJsonException {
        Bytes bitmaps = Bytes.hex("0000000200000000" + "0000000000000040" + "0000000000050000");
        Bytes otherBitmaps = bitmaps.with(3, Bytes.of(3));
        List<ImageResult> results = List.of(
                added(ExtensionType.LABELS, Bytes.utf8("{\"b\": \"\\u0041\", \"a\": \"\\/\"}")),
                added(ExtensionType.LABELS, Bytes.utf8("{\"a\":\"\\u0001\u00e4\ud83d\udc04\"}")),
                added(ExtensionType.LABELS, Bytes.utf8("{}")),
                added(ExtensionType.LABELS, Bytes.utf8("not labels")),
                added(ExtensionType.LABELS, Bytes.of(0xff)),
                added(ExtensionType.BITMAPS, bitmaps),
                added(ExtensionType.BITMAPS, otherBitmaps),
                added(ExtensionType.BITMAPS, Bytes.zeros(23)),
                added(ExtensionType.ENCRYPTION_HEADER, Bytes.zeros(16)),
                added(
                        ExtensionType.FEATURE_NAMES,
                        Bytes.of(1, 2, 'a', 0, 'b', 0xe9).resized(96)),
                added(ExtensionType.FEATURE_NAMES, Bytes.of(255, 255).resized(47)));
        for (ImageResult result : results) {
            assertRestored(result);
            Change.Extension change = (Change.Extension) result.changes().get(0).change();
            assertThat(ResultJsonReader.read(ResultJson.result(result))
                            .changes()
                            .get(0)
                            .change())
                    .isEqualTo(change);
        }
    }

    @Test
    void bitmapsAreNamedOnlyWhereTheExtensionPointsToThem() throws MalformedJsonException {
        Bytes bitmaps = Bytes.hex("0000000200000000" + "0000000000000040" + "0000000000050000");
        for (Bytes data : List.of(bitmaps, bitmaps.with(3, Bytes.of(3)))) {
            HeaderExtension extension = HeaderExtension.of(ExtensionType.BITMAPS, data);
            assertRestored(
                    changed(new Change.Extension("bitmaps", 0, Optional.of(extension), Optional.empty())),
                    changed(
                            new Change.Extension("bitmaps", 0, Optional.of(extension), Optional.empty()),
                            new Change.Extension("bitmaps", 1, Optional.empty(), Optional.of(extension))));
        }
    }

    @Test
    void problemsOfEveryKind() throws MalformedJsonException {
        List<StepProblem> problems = new ArrayList<>();
        SampleResults.problems().forEach(problem -> problems.add(StepProblem.ofImage(problem)));
        List<Value> values = List.of(
                Value.of(-1), Value.of(7), FileName.asValue(Bytes.of(0xe9)), new Value.Text("", ""), Value.of("a\n"));
        for (Value value : values) {
            problems.add(new StepProblem(
                    2,
                    "assert",
                    new Problem(
                            "c",
                            Severity.NOTICE,
                            Origin.SPEC,
                            new Location.InHeader("f", OptionalLong.of(-1), value),
                            SampleResults.HOSTILE)));
        }
        ImageResult result = SampleResults.with(
                SampleResults.image("a.qcow2"), Status.REFUSED, problems.toArray(StepProblem[]::new));

        assertRestored(result);
        assertThat(ResultJsonReader.read(ResultJson.result(result)).problems()).isEqualTo(problems);
    }

    @ParameterizedTest
    @EnumSource
    void everyStatus(Status status) throws MalformedJsonException {
        assertRestored(
                SampleResults.rebased("a.qcow2", status, SampleResults.HOSTILE),
                SampleResults.with(SampleResults.imageNotUtf8(), status, SampleResults.refusal("no")),
                SampleResults.with(SampleResults.image(SampleResults.HOSTILE), status));
    }

    @Test
    void useOfAnImage() throws MalformedJsonException {
        ImageResult result = SampleResults.rebased("a.qcow2", Status.WOULD_CHANGE, "base.raw");
        for (String holders : List.of("", "qemu-system-x86, process 4321", " by ")) {
            InUse use = new InUse(holders);
            assertRestored(result.with(use));
            assertThat(ResultJsonReader.read(ResultJson.result(result.with(use)))
                            .inUse())
                    .contains(use);
        }
        assertThat(InUse.of(StepProblem.ofImage(Problem.warning("other", "in use now"))))
                .isEmpty();
        assertThat(InUse.of(StepProblem.ofImage(Problem.warning("in-use", "in use nowadays"))))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everyUndoClass(UndoClass undo) throws MalformedJsonException {
        assertRestored(SampleResults.changed(
                SampleResults.image("a.qcow2"),
                Status.CHANGED,
                List.of(new PlannedChange(0, "autoclear", false, new Change.RawBytes(0, Bytes.of(0), Bytes.of(1)))),
                undo));
    }

    @Test
    void theWaveOfAnImage() throws MalformedJsonException {
        assertRestored(SampleResults.everyChange().inWave(2));
    }

    @Test
    void aMemberThatIsNotKnownIsIgnored() throws MalformedJsonException {
        String line = ResultJson.result(SampleResults.everyChange());
        for (String later : List.of("2", "1.5", "1e99999999999", "[{}]")) {
            String extended = line.replace("\"changes\"", "\"later\":" + later + ",\"changes\"");
            assertThat(ResultJson.result(ResultJsonReader.read(extended))).isEqualTo(line);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "1.0"           | "1.1"         | the format_version is "1.1"; this Cowhand reads 1.0, so use a newer one
            "1.0"           | "2.0"         | the format_version is "2.0"; this Cowhand reads 1.0, so use a newer one
            "1.0"           | "0.9"         | the format_version is "0.9"; this Cowhand reads 1.0
            "1.0"           | 1             | format_version is not text
            "would-change"  | "would-fly"   | status is "would-fly", which this Cowhand does not know
            "image":"a"     | "picture":"a" | image is missing
            "image":"a"     | "image":""    | image is not a path
            "image":"a"     | "image":"\\u0000" | image is not a path
            "image":"a"     | "image":"a\\ud800" | image is not a path
            "image":"a"     | "image":"a","image_uri":"http://a/" | image_uri is not the URI of a file
            "image":"a"     | "image":"a","image_uri":"file:a" | image_uri is not the URI of a file
            "undo"          | "redo"        | undo is missing, although there are changes
            "same-backing"  | "never"       | undo is "never", which this Cowhand does not know
            "step":1        | "step":-1     | changes[0].step is out of range
            "step":1        | "step":"1"    | changes[0].step is not a whole number
            "op":"move      | "ip":"move    | changes[0].op is missing
            :"backing_file","name" | :"backing","name" | changes[0].kind is "backing", which this Cowhand does not know
            "before":"/mnt/b" | "before":7  | changes[0].before is not text
            "before":"/mnt/b" | "before":"","before_hex":"f" | changes[0].before_hex is not hexadecimal
            "before":"/mnt/b" | "before":"","before_length":2147483647 | changes[0].before_length is out of range
            "before":"/mnt/b" | "before":"abc","before_length":3 | changes[0].before_length is not more than the bytes that are there
            "problems":[]   | "problems":{} | problems is not a list
            "problems":[]   | "problems":[1] | problems[0] is not an object
            "problems":[]   | "problems":[],"problems":[] | this is not JSON: Duplicate Object property "problems"
            []}             | []}{}         | this is more than one JSON object
            "step":1        | "step":1e99999999999 | changes[0].step is not a whole number
            """)
    void aLineThatIsNoResultIsRefused(String part, String replacement, String message) {
        String line = ResultJson.result(SampleResults.rebased("a", Status.WOULD_CHANGE, "b"));
        assertThat(line).contains(part);
        assertThatThrownBy(() -> ResultJsonReader.read(line.replace(part, replacement)))
                .isInstanceOf(MalformedJsonException.class)
                .hasMessage(message);
    }

    @Test
    void anExtensionWhoseBytesDoNotFitIsRefused() {
        String line = ResultJson.result(added(ExtensionType.LABELS, Bytes.utf8("{\"a\":\"b\"}")));
        assertThatThrownBy(() -> ResultJsonReader.read(line.replace("\"length\":9", "\"length\":10")))
                .hasMessage("changes[0].after.length is not that of the data, which is 9");
        assertThatThrownBy(() -> ResultJsonReader.read(line.replace("\"0x434f5748\"", "\"COWH\"")))
                .hasMessage("changes[0].after.magic is not a type number of the form 0x12345678");
    }
}
