package io.cowhand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cowhand.fleet.Cancellation;
import io.cowhand.fleet.FleetOptions;
import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.RollbackOptions;
import io.cowhand.fleet.RunSummary;
import io.cowhand.fleet.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library's entry does what the command line does, and its example works. */
class CowhandTest {

    private static final Path SOURCE = Path.of("src/main/java/io/cowhand/Cowhand.java");
    private static final Path OVERLAY = Path.of("examples/images/web-1.qcow2").toAbsolutePath();

    @TempDir
    private Path folder;

    @BeforeEach
    void fleet() throws IOException {
        Files.copy(OVERLAY, folder.resolve("a.qcow2"));
        Files.copy(OVERLAY, folder.resolve("b.qcow2"));
        Files.writeString(folder.resolve("recipe.yaml"), """
                cowhand: 1
                name: labels
                images: ["*.qcow2"]
                steps:
                  - {op: set-labels, labels: {owner: web}}
                """);
    }

    /** The example of the Javadoc, in a process of its own, as its paths are relative. */
    @Test
    void theExampleInTheDocumentationCompilesAndRuns() throws Exception {
        byte[] before = Files.readAllBytes(folder.resolve("a.qcow2"));
        Path source = folder.resolve("Example.java");
        Files.writeString(source, """
                import io.cowhand.*;
                import io.cowhand.fleet.*;
                import java.nio.file.Path;
                import java.util.Optional;

                public class Example {
                    public static void main(String[] arguments) throws Exception {
                %s
                    }
                }
                """.formatted(example()));
        String classPath = System.getProperty("java.class.path");
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-cp", classPath, "-d", folder.toString(), source.toString()))
                .isZero();

        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        folder + ":" + classPath,
                        "Example")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).contains("a.qcow2", "b.qcow2");
        assertThat(Files.readAllBytes(folder.resolve("a.qcow2"))).isEqualTo(before);
        assertThat(new Cowhand(folder.resolve("state")).runs(problem -> {})).hasSize(2);
    }

    private static String example() throws IOException {
        String source = Files.readString(SOURCE);
        int start = source.indexOf("<pre>{@code") + "<pre>{@code".length();
        return source.substring(start, source.indexOf("}</pre>", start))
                .lines()
                .map(line -> line.replaceFirst("^ \\* ?", ""))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void aRunIsListedShownAndRolledBackByTheBeginningOfItsId() throws IOException {
        Cowhand cowhand = new Cowhand(folder.resolve("state"));
        Cowhand.LoadedRecipe recipe = cowhand.load(folder.resolve("recipe.yaml"));
        RunSummary done = recipe.apply(FleetOptions.USUAL.limitedTo("a.qcow2"), Optional.of("why"), result -> {});
        assertThat(done.counts()).containsOnlyKeys(Status.CHANGED);
        String run = done.run().orElseThrow();

        List<ImageResult> shown = new ArrayList<>();
        cowhand.show("last", shown::add);
        assertThat(shown).hasSize(1);
        assertThat(shown.get(0).image().path()).isEqualTo(folder.resolve("a.qcow2"));
        assertThat(shown.get(0).changes())
                .singleElement()
                .satisfies(change -> assertThat(change.change().name()).isEqualTo("labels"));

        List<ImageResult> rolledBack = new ArrayList<>();
        RunSummary back = cowhand.rollback(
                run.substring(0, run.length() - 1), RollbackOptions.USUAL, Optional.empty(), rolledBack::add);
        assertThat(rolledBack.get(0).status()).isEqualTo(Status.RESTORED);
        assertThat(rolledBack.get(0).changes()).hasSize(1);
        assertThat(cowhand.runs(problem -> {}).get(0).rolledBackBy())
                .containsExactly(back.run().orElseThrow());
        assertThat(cowhand.recover(result -> {}).images()).isZero();
        assertThatThrownBy(() -> cowhand.rollback("2", RollbackOptions.USUAL, Optional.empty(), result -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the ids of 2 runs begin with \"2\"");
    }

    @Test
    void whatIsWrongWithARecipeIsAValue() throws IOException {
        Path wrong = Files.writeString(folder.resolve("wrong.yaml"), "cowhand: 1\nname: wrong\n");

        Cowhand.LoadedRecipe recipe = new Cowhand(folder.resolve("state")).load(wrong);

        assertThat(recipe.problems()).isNotEmpty();
        assertThatThrownBy(() -> recipe.plan(FleetOptions.USUAL, result -> {}))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aCancelledRunBeginsNoImage() throws IOException {
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();

        RunSummary plan = new Cowhand(folder.resolve("state"))
                .load(folder.resolve("recipe.yaml"))
                .plan(FleetOptions.USUAL, result -> {}, cancellation);

        assertThat(plan.counts()).containsOnlyKeys(Status.NOT_RUN);
    }

    @Test
    void inspectionsComeInTheOrderOfTheNames() {
        List<Cowhand.InspectedImage> found = new ArrayList<>();

        List<String> complaints = new Cowhand(folder.resolve("state"))
                .inspect(
                        List.of(
                                folder.resolve("b.qcow2").toString(),
                                folder.resolve("a.qcow2").toString()),
                        found::add);

        assertThat(complaints).isEmpty();
        assertThat(found)
                .extracting(Cowhand.InspectedImage::image)
                .containsExactly(folder.resolve("b.qcow2"), folder.resolve("a.qcow2"));
        assertThat(found).allMatch(Cowhand.InspectedImage::opens);
    }
}
