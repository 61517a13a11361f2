package io.cowhand.planfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.RolloutSummary;
import io.cowhand.fleet.RunSummary;
import io.cowhand.fleet.Status;
import io.cowhand.json.JsonLines;
import io.cowhand.json.MalformedJsonException;
import io.cowhand.result.Heading;
import io.cowhand.result.NamedImage;
import io.cowhand.result.ResultJson;
import io.cowhand.result.SummaryJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The results of a shared run, as the job for Spark writes them. */
class ResultsFolderTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        FleetDigest digest = new FleetDigest();
        // The names of parts say nothing about the order of their images.
        Files.write(folder.resolve("part-00000-b"), List.of(line(3, digest), line(4, digest)));
        Files.write(folder.resolve("part-00000-a"), List.of(line(1, digest), line(2, digest)));
        Files.createFile(folder.resolve("part-00001-a"));
        RunSummary summary = new RunSummary(
                true,
                List.of(),
                Map.of(Status.UNCHANGED, 4L),
                false,
                true,
                Optional.empty(),
                Optional.of(digest.toString()),
                RolloutSummary.NONE);
        Heading heading = new Heading("r", 1, 4, Optional.empty(), true);
        Files.writeString(
                folder.resolve("_summary.json"),
                SummaryJson.write(new SummaryJson.Written(Optional.of(heading), summary, "")) + "\n");
    }

    private static String line(long position, FleetDigest sum) {
        ImageResult result = ImageResult.of(
                new NamedImage("image-" + position, Optional.empty(), OptionalLong.of(position)),
                Status.UNCHANGED,
                List.of());
        sum.add(ResultDigest.of(result));
        return JsonLines.line(json -> {
            ResultJson.members(json, result);
            json.writeStringProperty("digest", ResultDigest.of(result).toHex());
            json.writeStringProperty("host", "executor");
            json.writeNumberProperty("attempt", 1);
        });
    }

    private List<String> shown() throws IOException {
        List<String> names = new ArrayList<>();
        new SavedFleet(List.of(folder), image -> true)
                .show(result -> names.add(result.image().display()));
        return names;
    }

    @Test
    void theImagesAreInTheOrderOfTheFleet() throws IOException {
        assertThat(shown()).containsExactly("image-1", "image-2", "image-3", "image-4");
        SavedFleet fleet = new SavedFleet(List.of(folder), image -> true);
        assertThat(fleet.problems()).isEmpty();
        assertThat(fleet.missing()).isEmpty();
        assertThat(fleet.heading().orElseThrow().recipe()).isEqualTo("r");
    }

    @Test
    void incompleteResultsAreRefused() throws IOException {
        Files.delete(folder.resolve("_summary.json"));
        assertThatThrownBy(this::shown)
                .isInstanceOf(MalformedJsonException.class)
                .hasMessage(folder + ": the folder has no complete results: _summary.json is missing");
    }

    @Test
    void aMissingPartIsFound() throws IOException {
        Files.delete(folder.resolve("part-00000-b"));
        assertThatThrownBy(this::shown)
                .hasMessage(folder + ": the results were edited or damaged: they do not match their summary");
    }

    @Test
    void anEditedResultIsFound() throws IOException {
        Path part = folder.resolve("part-00000-b");
        Files.writeString(part, Files.readString(part).replace("\"unchanged\"", "\"skipped\""));
        assertThatThrownBy(this::shown).hasMessageContaining("they do not match their summary");
    }

    @Test
    void theFileThatIsDamagedIsNamed() throws IOException {
        Path part = Files.writeString(folder.resolve("part-00004-a"), "{}\n");
        assertThatThrownBy(this::shown).hasMessageStartingWith(part + ": ");
        Path summary = Files.writeString(folder.resolve("_summary.json"), "{}\n");
        assertThatThrownBy(this::shown).hasMessageStartingWith(summary + ": ");
    }

    @Test
    void aPartThatIsThereTwiceIsFound() throws IOException {
        Files.copy(folder.resolve("part-00000-a"), folder.resolve("part-00002-a"));
        assertThatThrownBy(this::shown).hasMessageContaining("not in ascending order");
    }

    @Test
    void parquetIsReadByTheJobAlone() throws IOException {
        Files.createFile(folder.resolve("part-00003.snappy.parquet"));
        assertThatThrownBy(this::shown).hasMessageContaining("only the job for Spark reads");
    }
}
