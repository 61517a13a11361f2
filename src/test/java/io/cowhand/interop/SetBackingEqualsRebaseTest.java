package io.cowhand.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.Status;
import io.cowhand.operation.Binding;
import io.cowhand.testing.FileState;
import io.cowhand.testing.Qemu;
import io.cowhand.testing.RequiresQemu;
import io.cowhand.testing.Runs;
import io.cowhand.testing.Steps;
import io.cowhand.testing.Variants;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** set-backing and remove-backing beside {@code qemu-img rebase -u}. */
@Tag("slow")
@RequiresQemu
@Execution(ExecutionMode.CONCURRENT)
class SetBackingEqualsRebaseTest {

    private static final String RAW_DATA_FILE = "datafile-raw";

    @TempDir
    Path folder;

    static Stream<Arguments> names() {
        Map<String, String> names = Map.of(
                "one letter", "b",
                "a path", "/srv/ceph/base.qcow2",
                "non-ASCII", "größe/ネーム-🐄.qcow2",
                "quotes and a backslash", "it's \"a\\ name",
                "a protocol", "nbd://host/export",
                "512 bytes", "d/" + "x".repeat(510),
                "1023 bytes", "é".repeat(511) + "x");
        return Variants.names().stream()
                .filter(variant -> !variant.equals(RAW_DATA_FILE))
                .flatMap(variant -> names.entrySet().stream()
                        .filter(name -> bytes(name.getValue()) <= longestName(variant))
                        .map(name -> arguments(variant, name.getKey(), name.getValue())));
    }

    @ParameterizedTest(name = "{1} on {0}")
    @MethodSource("names")
    void setBackingDoesWhatRebaseDoes(String variant, String kind, String name) {
        Path ours = Variants.copy(variant, folder, "ours.qcow2");
        Path theirs = Variants.copy(variant, folder, "theirs.qcow2");

        assertThat(setBackingUnsafely(ours, name, "raw").status()).isEqualTo(Status.CHANGED);
        assertThat(rebase(variant, theirs, "-b", name, "-F", "raw")).matches(Qemu.Ran::ok, "succeeds");

        assertThat(Seen.info(ours)).isEqualTo(Seen.info(theirs));
        assertThat(Seen.info(ours).get("backing-filename").stringValue()).isEqualTo(name);
    }

    static List<String> variants() {
        return Variants.names();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("variants")
    void removeBackingDoesWhatRebaseToNothingDoes(String variant) {
        Path ours = Variants.copy(variant, folder, "ours.qcow2");
        Path theirs = Variants.copy(variant, folder, "theirs.qcow2");

        Runs.apply(ours, "{op: remove-backing, unsafe: true}");
        assertThat(rebase(variant, theirs, "-b", "")).matches(Qemu.Ran::ok, "succeeds");

        assertThat(Seen.info(ours)).isEqualTo(Seen.info(theirs));
    }

    @ParameterizedTest(name = "{0} has room for {1} bytes")
    @CsvSource({"v3-512, 376", "v2-512, 416", "backed-512, 376"})
    void aNameOneByteLongerThanTheClusterHasRoomForIsRefusedByBoth(String variant, int room) {
        Path ours = Variants.copy(variant, folder, "ours.qcow2");
        Path theirs = Variants.copy(variant, folder, "theirs.qcow2");
        FileState oursBefore = FileState.aged(ours);
        FileState theirsBefore = FileState.aged(theirs);

        ImageResult tooLong = setBackingUnsafely(ours, "x".repeat(room + 1), "qcow2");
        assertThat(tooLong.status()).isEqualTo(Status.REFUSED);
        assertThat(tooLong.problems())
                .singleElement()
                .satisfies(found -> assertThat(found.problem())
                        .satisfies(problem -> assertThat(problem.code()).isEqualTo("first-cluster-full"))
                        .satisfies(problem -> assertThat(problem.message()).contains("513", "512")));
        assertThat(rebase(variant, theirs, "-b", "x".repeat(room + 1), "-F", "qcow2")
                        .ok())
                .isFalse();
        assertThat(FileState.of(ours)).isEqualTo(oursBefore);
        assertThat(FileState.of(theirs).content()).isEqualTo(theirsBefore.content());

        assertThat(setBackingUnsafely(ours, "x".repeat(room), "qcow2").status()).isEqualTo(Status.CHANGED);
        assertThat(rebase(variant, theirs, "-b", "x".repeat(room), "-F", "qcow2"))
                .matches(Qemu.Ran::ok, "succeeds");
        assertThat(Seen.info(ours)).isEqualTo(Seen.info(theirs));
        assertThat(FileState.content(ours)).as("byte for byte").isEqualTo(FileState.content(theirs));
    }

    @Test
    void aNameOf1024BytesIsRefusedByBoth() {
        Path theirs = Variants.copy("v3", folder);
        String name = "x".repeat(1024);

        assertThat(Steps.bind(step(name, "raw"))).isInstanceOf(Binding.Invalid.class);
        assertThat(rebase("v3", theirs, "-b", name, "-F", "raw").ok()).isFalse();
    }

    @Test
    void anImageWithARawDataFileIsRefusedByBoth() {
        Path image = Variants.copy(RAW_DATA_FILE, folder);
        FileState found = FileState.aged(image);

        assertThat(setBacking(image, "base.raw", "raw").status()).isEqualTo(Status.REFUSED);
        assertThat(FileState.of(image)).isEqualTo(found);
        assertThat(rebase(RAW_DATA_FILE, image, "-b", "base.raw", "-F", "raw").ok())
                .isFalse();
    }

    @Test
    void aCorruptImageIsRefusedByBoth() {
        Path image = Variants.copy("backed", folder);
        Runs.apply(image, "{op: set-feature, feature: corrupt, unsafe: true}");
        FileState found = FileState.aged(image);

        assertThat(setBacking(image, "base.raw", "raw").status()).isEqualTo(Status.REFUSED);
        assertThat(FileState.of(image)).isEqualTo(found);
        assertThat(rebase("backed", image, "-b", "base.raw", "-F", "raw").ok()).isFalse();
    }

    /** As qemu-img does it: also where there is no backing file. */
    private static ImageResult setBackingUnsafely(Path image, String name, String format) {
        return Runs.apply(image, step(name, format).replace("}", ", unsafe: true}"));
    }

    private static ImageResult setBacking(Path image, String name, String format) {
        return Runs.apply(image, step(name, format));
    }

    private static String step(String name, String format) {
        return "{op: set-backing, file: '" + name.replace("'", "''") + "', format: " + format + "}";
    }

    private static Qemu.Ran rebase(String variant, Path image, String... backing) {
        List<String> command = new ArrayList<>(List.of("rebase", "-u"));
        command.addAll(List.of(backing));
        command.addAll(Variants.opening(variant, image));
        return Qemu.imgUtf8(image.getParent(), command.toArray(String[]::new));
    }

    /** Where clusters are small, less than QEMU's 1023 bytes. */
    private static int longestName(String variant) {
        return variant.equals("v2-512") ? 416 : variant.endsWith("-512") ? 376 : 1023;
    }

    private static int bytes(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length;
    }
}
