package io.cowhand.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.bytes.Bytes;
import io.cowhand.fleet.Status;
import io.cowhand.image.ImageReference;
import io.cowhand.image.ImageSearch;
import io.cowhand.inspect.HeaderReader;
import io.cowhand.inspect.ReadResult;
import io.cowhand.os.LockTable;
import io.cowhand.problem.Origin;
import io.cowhand.qcow2.HeaderCodec;
import io.cowhand.run.InspectJob;
import io.cowhand.run.Inspection;
import io.cowhand.testing.FileState;
import io.cowhand.testing.Qemu;
import io.cowhand.testing.RequiresQemu;
import io.cowhand.testing.Runs;
import io.cowhand.testing.Variants;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Images of every kind that carry the mark of a header that is half written. */
@Tag("slow")
@RequiresQemu
class MarkedImagesTest {

    @TempDir
    Path folder;

    static List<String> variants() {
        return Variants.names();
    }

    private Path marked(String variant) throws IOException {
        Path image = Variants.copy(variant, folder);
        Bytes mark = HeaderCodec.mark(FileState.content(image).slice(0, 512));
        try (FileChannel channel = FileChannel.open(image, StandardOpenOption.WRITE)) {
            channel.write(mark.asBuffer(), 0);
        }
        return image;
    }

    @ParameterizedTest
    @MethodSource("variants")
    void qemuOpensThemNeitherAsQcow2NorAsAnythingElse(String variant) throws IOException {
        Path image = marked(variant);
        FileState found = FileState.aged(image);
        String name = image.getFileName().toString();
        for (List<String> command : List.of(
                List.of("qemu-img", "info", "-f", "qcow2", name),
                List.of("qemu-img", "info", "-U", "-f", "qcow2", name),
                List.of("qemu-img", "info", name),
                List.of("qemu-img", "check", "-r", "all", name),
                List.of("qemu-img", "rebase", "-u", "-f", "qcow2", "-b", "", name),
                List.of("qemu-io", "-c", "write 0 512", name),
                List.of("qemu-io", "-f", "qcow2", "-c", "read 0 512", name))) {
            Qemu.Ran ran = Qemu.run(folder, command);

            assertThat(ran.ok()).as(String.join(" ", command)).isFalse();
            assertThat(ran.output()).containsIgnoringCase("unsupported qcow2 version");
        }
        assertThat(FileState.of(image)).isEqualTo(found);
    }

    @ParameterizedTest
    @MethodSource("variants")
    void inspectSaysWhatToDoAndNothingElseTouchesThem(String variant) throws IOException {
        Path image = marked(variant);
        FileState found = FileState.aged(image);

        Inspection inspection = new InspectJob(HeaderReader.SYSTEM, new LockTable())
                .run(new ImageSearch.Found(new ImageReference(image), true, Optional.empty()));

        assertThat(inspection.verdict()).isEqualTo(Inspection.Verdict.DOES_NOT_OPEN);
        assertThat(inspection.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("half-written");
            assertThat(problem.origin()).isEqualTo(Origin.COWHAND);
            assertThat(problem.message())
                    .startsWith("Cowhand was interrupted while it wrote this header: run 'cowhand recover'");
        });
        assertThat(HeaderReader.SYSTEM.read(new ImageReference(image))).isInstanceOf(ReadResult.UnknownVersion.class);
        assertThat(Runs.apply(image, "{op: clear-dirty, unsafe: true}").status())
                .isEqualTo(Status.UNREADABLE);
        assertThat(FileState.of(image)).isEqualTo(found);
    }
}
