package io.cowhand.qcow2py;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.testing.FirstCluster;
import io.cowhand.testing.Qemu;
import io.cowhand.testing.QemuIo;
import io.cowhand.testing.RequiresQemu;
import io.cowhand.testing.Variants;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the script gets wrong is right here, and what it lacks is there. */
@RequiresQemu
class ScriptEditTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"bitmaps", "snapshots-bitmaps-512", "bitmaps-in-use"})
    void bitmapsSurviveEveryEdit(String variant) throws IOException {
        Path image = Variants.copy(variant, folder);
        String bitmaps = Qemu.info(image).at("/format-specific/data/bitmaps").toString();

        Script.must(image, "add-header-ext", "0x12345678", "hello");
        Script.must(image, "set-feature-bit", "compatible", "42");
        Script.must(image, "del-header-ext", "0x12345678");

        assertThat(Qemu.info(image).at("/format-specific/data/bitmaps")).hasToString(bitmaps);
        assertThat(Qemu.img(folder, "check", image.toString()).ok()).isTrue();
        assertThat(Qemu.opensForWriting(image).ok()).isTrue();
    }

    /** Half a header would pass for a whole one. */
    @Test
    void aHeaderThatIsHalfWrittenIsLeftAlone() throws IOException {
        Path image = Variants.copy("v3", folder);
        byte[] marked = Files.readAllBytes(image);
        marked[4] = (byte) 0x80;
        Files.write(image, marked);

        for (String[] edit : new String[][] {
            {"set-header", "version", "3"},
            {"set-header", "magic", "0x514649fb"},
            {"set-feature-bit", "compatible", "5"},
            {"add-header-ext", "0x12345678", "hello"}
        }) {
            Script.Ran ran = Script.run(image, edit);

            assertThat(ran.exit()).isEqualTo(1);
            assertThat(ran.failure()).contains("cowhand recover");
            assertThat(Files.readAllBytes(image)).isEqualTo(marked);
        }
    }

    @Test
    void whatDoesNotFitIntoTheFirstClusterIsRefusedBeforeAnythingIsWritten() throws IOException {
        Path image = Variants.copy("v3-512", folder);
        byte[] before = Files.readAllBytes(image);

        Script.Ran ran = Script.run(image, "add-header-ext", "0x12345678", "x".repeat(600));

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.failure()).contains("does not fit into the first cluster");
        assertThat(Files.readAllBytes(image)).isEqualTo(before);
        Script.must(image, "add-header-ext", "0x12345678", "x".repeat(512 - 112 - 8 - 8));
        assertThat(Qemu.opens(image)).isTrue();
    }

    @Test
    void theLastByteOfTheHeaderIsWritten() throws IOException {
        Path image = Variants.copy("v2", folder);

        Script.must(image, "set-header", "snapshot_offset", "0x1122334455667788");

        assertThat(ByteBuffer.wrap(Files.readAllBytes(image)).getLong(64)).isEqualTo(0x1122334455667788L);
        assertThat(Script.must(image, "dump-header")).contains("snapshot_offset           0x1122334455667788");
    }

    @Test
    void allExtensionsOfATypeAreRemoved() {
        Path image = Variants.copy("v3-4k", folder);
        for (String text : new String[] {"one", "two", "two", "three"}) {
            Script.must(image, "add-header-ext", "0x12345678", text);
        }
        assertThat(Script.must(image, "dump-header-exts")).containsSubsequence("'one'", "'two'", "'two'", "'three'");

        Script.must(image, "del-header-ext", "0x12345678");

        assertThat(Script.must(image, "dump-header-exts")).isEmpty();
    }

    @Test
    void anImageThatQemuHasOpenIsLeftAlone() throws IOException {
        Path image = Variants.copy("v3", folder);
        byte[] before = Files.readAllBytes(image);
        try (QemuIo holder = QemuIo.open(folder, "-f", "qcow2", "v3.qcow2")) {
            assertThat(holder.isOpen()).isTrue();

            Script.Ran ran = Script.run(image, "set-feature-bit", "compatible", "42");

            assertThat(ran.exit()).isEqualTo(1);
            assertThat(ran.failure()).contains("has the image or an overlay of it open");
            assertThat(Script.must(image, "dump-header")).contains("compatible_features       []");
        }
        assertThat(Files.readAllBytes(image)).isEqualTo(before);
    }

    @Test
    void nothingIsWrittenWhereNothingChanges() throws IOException {
        Path image = Variants.copy("lazy", folder);
        Files.setLastModifiedTime(image, FileTime.fromMillis(1_000_000));

        Script.must(image, "set-feature-bit", "compatible", "0");
        Script.must(image, "set-header", "cluster_bits", "16");

        assertThat(Files.getLastModifiedTime(image).toMillis()).isEqualTo(1_000_000);
    }

    @Test
    void aHeaderThatCannotBeTakenApartCanBeMended() {
        Path image = Variants.copy("backed", folder);

        Script.must(image, "set-header", "version", "5");
        assertThat(Qemu.opens(image)).isFalse();
        assertThat(Script.run(image, "add-header-ext", "1", "x").failure()).contains("version (offset 4) is 5");
        Script.must(image, "set-header", "version", "3");
        Script.must(image, "set-header", "magic", "0");
        Script.must(image, "set-header", "magic", "0x514649fb");

        assertThat(Qemu.info(image).get("backing-filename").asString()).isEqualTo("elsewhere/base.qcow2");
    }

    @Test
    void extensionsAndNameMoveWithTheEndOfTheHeader() {
        Path image = Variants.copy("backed", folder);
        String extensions = Script.must(image, "dump-header-exts");

        Script.must(image, "set-header", "header_length", "136");

        assertThat(Script.must(image, "dump-header-exts")).isEqualTo(extensions);
        assertThat(Script.must(image, "dump-header")).contains("header_length             136\n");
        assertThat(Qemu.info(image).get("backing-filename").asString()).isEqualTo("elsewhere/base.qcow2");
        Script.must(image, "set-header", "header_length", "104");
        assertThat(Script.must(image, "dump-header-exts")).isEqualTo(extensions);
        assertThat(Qemu.info(image).get("backing-filename").asString()).isEqualTo("elsewhere/base.qcow2");
    }

    @Test
    void aHeaderLengthThatCannotBeIsWrittenAllTheSame() {
        Path image = Variants.copy("v3", folder);

        Script.must(image, "set-header", "header_length", "50");

        assertThat(Script.must(image, "dump-header")).contains("header_length             50\n");
        assertThat(Qemu.opens(image)).isFalse();
    }

    @Test
    void theBackingFileOffsetIsWritten() {
        Path image = Variants.copy("backed", folder);

        Script.must(image, "set-header", "backing_file_offset", "0x8000");

        assertThat(Script.must(image, "dump-header")).contains("backing_file_offset       0x8000\n");
    }

    @Test
    void numbersThatDoNotFitAreRefused() {
        Path v3 = Variants.copy("v3", folder);

        assertThat(Script.run(v3, "set-header", "cluster_bits", "-1").failure()).contains("does not fit");
        assertThat(Script.run(v3, "set-header", "cluster_bits", "0x100000000").failure())
                .contains("does not fit");
        assertThat(Script.run(v3, "add-header-ext", "0x100000000", "x").failure())
                .contains("is not a valid extension type");
        assertThat(Script.run(v3, "add-header-ext", "0", "x").failure()).contains("is not a valid extension type");
        assertThat(Script.run(v3, "del-header-ext", "-1").out()).isEqualTo("No such header extension\n");
    }

    @Test
    void aFieldThatVersion2LacksIsNotWrittenAndThatIsNoFailure() throws IOException {
        Path image = Variants.copy("v2", folder);
        byte[] before = Files.readAllBytes(image);

        Script.Ran ran = Script.run(image, "set-feature-bit", "compatible", "1");

        assertThat(ran.exit()).isZero();
        assertThat(ran.out()).isEmpty();
        assertThat(ran.failure()).contains("version 2 has no compatible_features; nothing is written");
        assertThat(Script.run(image, "set-header", "refcount_order", "5").exit())
                .isZero();
        assertThat(Files.readAllBytes(image)).isEqualTo(before);
    }

    @Test
    void featureBitsCanBeCleared() {
        Path image = Variants.copy("lazy", folder);

        Script.must(image, "clear-feature-bit", "compatible", "0");

        assertThat(Script.must(image, "dump-header")).contains("compatible_features       []");
        assertThat(Qemu.opens(image)).isTrue();
    }

    @Test
    void unknownAutoclearBitsStayAsTheyAre() {
        Path image = Variants.copy("v3", folder);
        Script.must(image, "set-feature-bit", "autoclear", "63");

        Script.must(image, "add-header-ext", "1", "x");

        assertThat(Script.must(image, "dump-header")).contains("autoclear_features        [63]");
    }

    @Test
    void anExtensionIsReplacedInItsPlace() {
        Path image = Variants.copy("v3-4k", folder);
        Script.must(image, "add-header-ext", "1", "one");
        Script.must(image, "add-header-ext", "2", "two");
        Script.must(image, "add-header-ext", "1", "one again");

        Script.must(image, "replace-header-ext", "1", "ONE");
        Script.must(image, "replace-header-ext", "3", "--hex", "00 ff");

        assertThat(Script.must(image, "dump-header-exts"))
                .containsSubsequence("'ONE'", "'two'", "0x3 ", "<binary>")
                .doesNotContain("one");
        assertThat(Script.run(image, "add-header-ext", "1", "--hex", "0g").failure())
                .contains("hexadecimal");
    }

    @Test
    void anEditOfAHeaderInPiecesIsRefused() {
        Path image = folder.resolve("broken.qcow2");
        FirstCluster.v3(16).announce(FirstCluster.UNKNOWN, 0xffff_ffffL).write(image, 1 << 20);

        assertThat(Script.run(image, "add-header-ext", "1", "x").failure()).contains("the header is broken");
    }
}
