package io.cowhand.image;

import static io.cowhand.image.Fleet.entry;
import static io.cowhand.image.Fleet.files;
import static io.cowhand.image.Fleet.found;
import static io.cowhand.image.Fleet.resolve;
import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.inspect.HeaderReader;
import io.cowhand.inspect.ReadResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmptyEntryTest {

    private static final String NOT_EXPANDED = "; neither ~ nor $ is expanded: write the path in full";

    @TempDir
    Path folder;

    private String message(ImageEntry entry) {
        EmptyEntry empty = resolve(folder, entry).empty().get(0);
        assertThat(empty.problem("image").location()).isEqualTo(Fleet.WHERE);
        assertThat(empty.problem("image").code()).isEqualTo("matches-nothing");
        return empty.problem("image").message();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "disk[1].qcow2|disk\\[1].qcow2",
                "d/{a,b}.qcow2|d/\\{a,b}.qcow2",
                "a{b*c}[?]|a\\{b\\*c}\\[\\?]",
                ".hidden[1]|.hidden\\[1]",
            })
    void saysHowToNameAFileWithWildcardsInItsName(String name, String glob) throws IOException {
        files(folder, name);
        assertThat(message(entry(name)))
                .isEqualTo("\"" + name + "\" matches no image; a file of exactly this name exists: write '" + glob
                        + "' for it; --allow-empty accepts that");
        assertThat(found(folder, glob)).containsExactly(name);
    }

    @Test
    void saysNothingOfADirectoryOrAnExcludedFile() throws IOException {
        Files.createDirectories(folder.resolve("d[1]"));
        files(folder, "a[1]");
        assertThat(message(entry("d[1]"))).isEqualTo("\"d[1]\" matches no image; --allow-empty accepts that");
        assertThat(message(entry("a[1]", "a\\[1]")))
                .isEqualTo("\"a[1]\" matches no image that is not excluded; --allow-empty accepts that");
    }

    @ParameterizedTest
    @ValueSource(strings = {"~/vms/*.qcow2", "~admin/*.qcow2", "$HOME/*.qcow2", "vms/$(hostname)-*.qcow2"})
    void saysThatOnlyAShellExpandsTildeAndDollar(String glob) {
        assertThat(message(entry(glob)))
                .isEqualTo("\"" + glob + "\" matches no image" + NOT_EXPANDED + "; --allow-empty accepts that");
    }

    @ParameterizedTest
    @CsvSource({"~/a.qcow2, true", "$HOME/a.qcow2, true", "vms/$HOST.qcow2, true", "vms/a~.qcow2, false"})
    void saysTheSameOfAPathThatIsMissing(String path, boolean isHinted) {
        ImageReference image = resolve(folder, entry(path)).images().iterator().next();
        ReadResult.Failed failed = (ReadResult.Failed) HeaderReader.SYSTEM.read(image);
        assertThat(failed.problem().message()).isEqualTo("no such file" + (isHinted ? NOT_EXPANDED : ""));
    }

    @Test
    void findsFilesThatReallyHoldTildeAndDollar() throws IOException {
        files(folder, "~/a.q", "$x.q");
        assertThat(found(folder, "~/*.q")).containsExactly("~/a.q");
        assertThat(found(folder, "$*.q")).containsExactly("$x.q");
    }
}
