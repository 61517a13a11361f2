package io.cowhand.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cowhand.bytes.Bytes;
import io.cowhand.bytes.SectorWrite;
import io.cowhand.fleet.FleetOptions;
import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.Status;
import io.cowhand.image.ImageLookup;
import io.cowhand.image.ImageReference;
import io.cowhand.inspect.HeaderReader;
import io.cowhand.inspect.ReadResult;
import io.cowhand.journal.Journal;
import io.cowhand.journal.RunMetadata;
import io.cowhand.journal.StateDirectory;
import io.cowhand.operation.OperationCatalog;
import io.cowhand.os.Boot;
import io.cowhand.os.FileStatus;
import io.cowhand.os.SystemCalls.TrailingLink;
import io.cowhand.qcow2.HeaderCodec;
import io.cowhand.recipe.Recipe;
import io.cowhand.recipe.RecipeReader;
import io.cowhand.recipe.RecipeResult;
import io.cowhand.testing.FileState;
import io.cowhand.testing.Journaled;
import io.cowhand.testing.Qemu;
import io.cowhand.testing.RequiresQemu;
import io.cowhand.undo.UndoClass;
import io.cowhand.undo.UndoTerms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attempts at a part of a run that many machines share. */
@RequiresQemu
class PartRunTest {

    @TempDir
    private Path folder;

    private StateDirectory state;
    private RunMetadata metadata;
    private List<ImageReference> images;
    private Recipe recipe;

    @BeforeEach
    void prepare() throws IOException {
        Journaled runs = new Journaled(folder);
        state = runs.state();
        metadata = runs.metadata();
        state.begin(metadata).close();
        images = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Qemu.mustImg(folder, "create", "-q", "-f", "qcow2", "-u", "-F", "raw", "-b", "base", i + ".qcow2", "1M");
            images.add(new ImageReference(folder.resolve(i + ".qcow2")));
        }
        // Done twice, it would change the name twice.
        Path file = Files.writeString(folder.resolve("r.yaml"), """
                cowhand: 1
                name: r
                steps:
                  - op: replace-backing
                    pattern: base
                    replacement: base-base
                """);
        RecipeResult read = new RecipeReader(OperationCatalog.load()).read(file);
        recipe = ((RecipeResult.Valid) read).recipe();
    }

    private record Done(ImageResult result, int attempt) {}

    private List<Done> attempt(boolean stopped, Duration timeout) throws IOException {
        FleetOptions usual = FleetOptions.USUAL;
        FleetOptions options = new FleetOptions(
                usual.limit(),
                false,
                OptionalInt.of(1),
                timeout,
                false,
                usual.images(),
                usual.lists(),
                usual.shard(),
                usual.rollout());
        List<Done> done = new ArrayList<>();
        new PartRun(recipe, options, Optional.empty(), 1, () -> stopped)
                .apply(
                        images,
                        new PartRun.SharedRun(state.path(), metadata, Set.of()),
                        (result, attempt, milliseconds) -> done.add(new Done(result, attempt)));
        return done;
    }

    private List<Done> attempt() throws IOException {
        return attempt(false, Duration.ofSeconds(60));
    }

    private static String backing(ImageReference image) {
        return Qemu.info(image.path()).get("backing-filename").asString();
    }

    /** The recipe must not be applied to it once more. */
    @Test
    void anImageOfWhichItIsNotKnownWhetherAnAttemptWroteItIsRefused() throws IOException {
        ImageReference image = images.get(1);
        Bytes before = window(image);
        Qemu.mustImg(folder, "rebase", "-u", "-F", "raw", "-b", "base-base", "1.qcow2");
        try (Journal killed = state.beginPart(metadata, 1, NewRunMetadata.host(), Boot.id())) {
            killed.recordIntents(List.of(new Journal.Write(
                    image.display(),
                    image.fileUri(),
                    FileStatus.of(image.path()).id(),
                    TrailingLink.REFUSED,
                    SectorWrite.between(before, window(image), HeaderCodec.mark(before)),
                    new UndoTerms(UndoClass.SAME_BACKING, false),
                    2)));
            killed.sync();
        }
        Files.write(folder.resolve("base-base"), new byte[1 << 20]);
        Qemu.mustImg(folder, "amend", "-o", "lazy_refcounts=on", "1.qcow2");

        assertThat(attempt())
                .extracting(done -> done.result().status())
                .containsExactly(Status.CHANGED, Status.REFUSED, Status.CHANGED);
        assertThat(backing(image)).isEqualTo("base-base");
    }

    private static Bytes window(ImageReference image) {
        return ((ReadResult.Readable) HeaderReader.SYSTEM.read(image)).window();
    }

    @Test
    void aSecondAttemptReportsWhatTheFirstOneDid() throws IOException {
        List<Done> first = attempt();
        List<Done> second = attempt();

        assertThat(first).extracting(Done::attempt).containsOnly(1);
        assertThat(second).extracting(Done::attempt).containsOnly(2);
        for (int i = 0; i < images.size(); i++) {
            ImageResult one = first.get(i).result();
            ImageResult two = second.get(i).result();
            assertThat(two.status()).isEqualTo(Status.CHANGED);
            assertThat(two.changes()).isEqualTo(one.changes()).isNotEmpty();
            assertThat(two.undo()).isEqualTo(one.undo());
            assertThat(two.digest()).isEqualTo(one.digest());
            assertThat(backing(images.get(i))).isEqualTo("base-base");
        }
        assertThat(state.find(metadata.run()).orElseThrow().summary().written()).isEqualTo(3);
    }

    @Test
    void aSecondAttemptDoesWhatTheFirstOneLeft() throws IOException {
        assertThat(attempt(true, Duration.ofSeconds(60)))
                .extracting(done -> done.result().status())
                .containsOnly(Status.NOT_RUN);
        assertThat(attempt()).extracting(done -> done.result().status()).containsOnly(Status.CHANGED);
    }

    @Test
    void whatAnotherProgramHasChangedSinceIsStale() throws IOException {
        attempt();
        Qemu.mustImg(folder, "rebase", "-u", "-F", "raw", "-b", "other", "1.qcow2");
        assertThat(attempt())
                .extracting(done -> done.result().status())
                .containsExactly(Status.CHANGED, Status.STALE, Status.CHANGED);
        assertThat(backing(images.get(1))).isEqualTo("other");
    }

    @Test
    void anAttemptWaitsForTheOneBeforeIt() throws IOException {
        FileState before = FileState.of(images.get(0).path());
        try (Journal live = state.beginPart(metadata, 1, "host", Boot.id())) {
            List<Done> done = attempt(false, Duration.ofMillis(200));
            assertThat(live.damage()).isEmpty();
            assertThat(done).hasSize(3).allSatisfy(each -> {
                assertThat(each.result().status()).isEqualTo(Status.LOCKED);
                assertThat(each.result().problems().get(0).problem().message()).contains("is still in progress");
            });
        }
        assertThat(FileState.of(images.get(0).path())).isEqualTo(before);
        assertThat(attempt()).extracting(done -> done.result().status()).containsOnly(Status.CHANGED);
    }

    @Test
    void twoNamesOfAFileAreOneImage() throws IOException {
        Path link = Files.createLink(folder.resolve("link.qcow2"), images.get(0).path());
        images = List.of(
                new ImageLookup(folder, recipe.links()).find(images.get(0).path()),
                new ImageLookup(folder, recipe.links()).find(link));
        assertThat(attempt()).hasSize(1);
        assertThat(backing(images.get(0))).isEqualTo("base-base");
    }

    @Test
    void anotherStateDirectoryIsRefused() throws IOException {
        state.find(metadata.run()).orElseThrow().delete();
        assertThatThrownBy(this::attempt).hasMessageContaining("does not have the journal of run " + metadata.run());
        assertThat(backing(images.get(0))).isEqualTo("base");
    }
}
