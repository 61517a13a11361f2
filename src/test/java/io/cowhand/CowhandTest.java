package io.cowhand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.cowhand.fleet.Cancellation;
import io.cowhand.fleet.FleetOptions;
import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.InspectOptions;
import io.cowhand.fleet.PastRun;
import io.cowhand.fleet.Portion;
import io.cowhand.fleet.RollbackOptions;
import io.cowhand.fleet.RolloutOptions;
import io.cowhand.fleet.RunListener;
import io.cowhand.fleet.RunState;
import io.cowhand.fleet.RunSummary;
import io.cowhand.fleet.Status;
import io.cowhand.fleet.VariableOptions;
import io.cowhand.fleet.Waves;
import io.cowhand.operation.OperationCatalog;
import io.cowhand.operation.OperationHandler;
import io.cowhand.problem.Problem;
import io.cowhand.testing.Journaled;
import io.cowhand.testing.LockHolder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
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
    void aRecipeTakesValuesForItsVariables() throws IOException {
        Path recipe = folder.resolve("recipe.yaml");
        Files.writeString(recipe, Files.readString(recipe) + "vars: {count: }\n");
        Path values = Files.writeString(folder.resolve("vars.yaml"), "count: 5\n");
        Cowhand cowhand = new Cowhand(folder.resolve("state"));

        assertThat(cowhand.load(recipe).problems())
                .singleElement()
                .extracting(Problem::code)
                .isEqualTo("missing-value");
        assertThat(cowhand.load(recipe, new VariableOptions(Optional.empty(), Map.of("count", "5")))
                        .problems())
                .isEmpty();
        assertThat(cowhand.load(recipe, new VariableOptions(Optional.of(values), Map.of()))
                        .problems())
                .isEmpty();
    }

    @Test
    void theCallNamesImagesInPlaceOfTheRecipe() throws IOException {
        Files.writeString(folder.resolve("fleet.csv"), "path,owner\nb.qcow2,me\n");
        byte[] names = (folder + "/b.qcow2\n" + folder + "/a.qcow2\n").getBytes(StandardCharsets.UTF_8);
        Cowhand.LoadedRecipe recipe = new Cowhand(folder.resolve("state"))
                .withInput(new ByteArrayInputStream(names))
                .load(folder.resolve("recipe.yaml"));
        List<Path> planned = new ArrayList<>();
        RunListener listener =
                result -> planned.add(folder.relativize(result.image().path()));

        recipe.plan(FleetOptions.USUAL.withImages(folder + "/a*"), listener);
        recipe.plan(FleetOptions.USUAL.withLists(folder + "/fleet.csv"), listener);
        FleetOptions input = FleetOptions.USUAL.withLists("-");
        recipe.plan(input, listener);

        assertThat(planned)
                .containsExactly(Path.of("a.qcow2"), Path.of("b.qcow2"), Path.of("b.qcow2"), Path.of("a.qcow2"));
        assertThat(recipe.problems(input))
                .singleElement()
                .asString()
                .isEqualTo("the list <stdin> cannot be read: it has been read already");
    }

    @Test
    void aProgramDecidesBetweenTwoWaves() throws IOException {
        Cowhand.LoadedRecipe recipe = new Cowhand(folder.resolve("state")).load(folder.resolve("recipe.yaml"));
        FleetOptions waves = FleetOptions.USUAL.with(new RolloutOptions(
                Optional.of(new Waves(List.of(new Portion(1, false), Portion.ALL))),
                Optional.empty(),
                OptionalInt.empty(),
                Duration.ZERO));
        List<String> runs = new ArrayList<>();
        RunListener listener = new RunListener() {
            @Override
            public void result(ImageResult result) {
                // Only the decision matters.
            }

            @Override
            public Optional<String> waveDone(String run, int wave) {
                runs.add(run);
                return runs.size() == 1 ? Optional.of("not today") : Optional.empty();
            }
        };

        RunSummary first = recipe.apply(waves, Optional.empty(), listener);
        RunSummary second = recipe.apply(waves, Optional.empty(), listener);

        assertThat(first.counts()).containsOnly(Map.entry(Status.CHANGED, 1L), Map.entry(Status.NOT_RUN, 1L));
        assertThat(first.rollout().stop()).get().extracting("message").isEqualTo("not today");
        assertThat(second.counts()).containsOnly(Map.entry(Status.UNCHANGED, 1L), Map.entry(Status.CHANGED, 1L));
        assertThat(runs).containsExactly(first.run().orElseThrow(), second.run().orElseThrow());
        FleetOptions beyond = FleetOptions.USUAL.with(
                new RolloutOptions(Optional.empty(), Optional.empty(), OptionalInt.of(1), Duration.ZERO));
        assertThatThrownBy(() -> recipe.apply(beyond, Optional.empty(), listener))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there are no waves");
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
    void aPastRunSaysWhoMadeItWhenAndWhy() throws IOException {
        Cowhand cowhand = new Cowhand(folder.resolve("state"));
        Instant before = Instant.now();
        String id = apply(cowhand, Optional.of("CHG-1234")).run().orElseThrow();

        PastRun run = cowhand.run("last");

        assertThat(run)
                .isEqualTo(cowhand.run(id))
                .isEqualTo(cowhand.runs(problem -> {}).get(0));
        assertThat(run.state()).isEqualTo(RunState.ENDED);
        assertThat(List.of(run.images(), run.written(), run.unresolved())).containsExactly(2L, 2L, 0L);
        PastRun.Origin origin = run.origin().orElseThrow();
        assertThat(origin.startedAt()).isBetween(before, Instant.now());
        assertThat(origin.user()).isEqualTo(System.getProperty("user.name"));
        assertThat(origin.command()).isEqualTo("apply");
        assertThat(origin.recipe()).isEqualTo(folder.resolve("recipe.yaml").toString());
        assertThat(origin.name()).isEqualTo("labels");
        assertThat(origin.reason()).contains("CHG-1234");
    }

    private RunSummary apply(Cowhand cowhand, Optional<String> reason) throws IOException {
        return cowhand.load(folder.resolve("recipe.yaml")).apply(FleetOptions.USUAL, reason, result -> {});
    }

    @Test
    void pruneRemovesOldRunsButNotUnresolvedOnes() throws IOException {
        Cowhand cowhand = new Cowhand(folder.resolve("state"));
        apply(cowhand, Optional.empty());
        new Journaled(folder).interrupt("a.qcow2", "b.qcow2", "c.qcow2");
        List<String> kept = new ArrayList<>();

        assertThat(cowhand.prune(Duration.ofDays(1), false, problem -> {})).isEmpty();
        assertThat(cowhand.prune(Duration.ZERO, true, problem -> kept.add(problem.message())))
                .hasSize(1);
        assertThat(kept).containsExactly("run run-0001 is kept: 3 images unresolved");
        assertThat(cowhand.runs(problem -> {})).hasSize(2);

        assertThat(cowhand.prune(Duration.ZERO, false, problem -> {})).hasSize(1);
        assertThat(cowhand.runs(problem -> {})).extracting(PastRun::state).containsExactly(RunState.UNRESOLVED);
    }

    @Test
    void anImageOrARunIsForgotten() throws IOException {
        Cowhand cowhand = new Cowhand(folder.resolve("state"));
        new Journaled(folder).interrupt("gone-1.qcow2", "gone-2.qcow2");
        assertThat(cowhand.interrupted()).containsExactly("run-0001");
        assertThat(cowhand.recover(result -> {}).counts()).containsOnlyKeys(Status.UNRESOLVED);

        assertThat(cowhand.forget("gone-1.qcow2")).singleElement().asString().contains("gone-1.qcow2");
        assertThat(cowhand.interrupted()).containsExactly("run-0001");
        assertThat(cowhand.forget("run-0001")).singleElement().asString().contains("gone-2.qcow2");
        assertThat(cowhand.interrupted()).isEmpty();
        assertThatThrownBy(() -> cowhand.forget("gone-1.qcow2")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLiveRunIsNeitherRolledBackNorForgottenNorRecovered() throws IOException {
        Cowhand cowhand = new Cowhand(folder.resolve("state"));
        String id = apply(cowhand, Optional.empty()).run().orElseThrow();
        Path journal = folder.resolve("state/runs").resolve(id + ".journal");
        // The zeros that follow the records of a run until it ends.
        Files.write(journal, new byte[512], StandardOpenOption.APPEND);
        List<String> notices = new ArrayList<>();
        RunListener listener = new RunListener() {
            @Override
            public void result(ImageResult result) {
                notices.add("result " + result);
            }

            @Override
            public void notice(Problem problem) {
                notices.add(problem.message());
            }
        };
        try (LockHolder holder = LockHolder.start(journal)) {
            holder.lock(0);

            assertThat(cowhand.run(id).state()).isEqualTo(RunState.IN_PROGRESS);
            assertThatThrownBy(() -> cowhand.rollback(id, RollbackOptions.USUAL, Optional.empty(), listener))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(id);
            assertThatThrownBy(() -> cowhand.forget(id))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(id);
            assertThat(cowhand.recover(true, listener).images()).isZero();
        }
        assertThat(notices).singleElement().asString().contains(id);
    }

    @Test
    void aRollbackIsLimitedAndCancelled() throws IOException {
        Cowhand cowhand = new Cowhand(folder.resolve("state"));
        apply(cowhand, Optional.empty());
        RollbackOptions none = new RollbackOptions(false, List.of("none"), false, List.of(), false, false);
        Cancellation cancellation = new Cancellation();
        cancellation.cancel();

        assertThatThrownBy(() -> cowhand.rollback("last", none, Optional.empty(), result -> {}))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(cowhand.rollback("last", RollbackOptions.USUAL, Optional.empty(), result -> {}, cancellation)
                        .counts())
                .containsOnlyKeys(Status.NOT_RUN);
    }

    /** A second "rollback last" would restore what the first one has just undone. */
    @Test
    void lastDoesNotRollBackARollback() throws IOException {
        Cowhand cowhand = new Cowhand(folder.resolve("state"));
        apply(cowhand, Optional.empty());
        String rollback = cowhand.rollback("last", RollbackOptions.USUAL, Optional.empty(), result -> {})
                .run()
                .orElseThrow();

        assertThatThrownBy(() -> cowhand.rollback("last", RollbackOptions.USUAL, Optional.empty(), result -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(rollback + ", is a rollback of ");
        assertThat(cowhand.rollback(rollback, RollbackOptions.USUAL, Optional.empty(), result -> {})
                        .count(Status.RESTORED))
                .isPositive();
    }

    @Test
    void aRecipeMayUseTheOperationsOfPlugIns() throws IOException {
        Cowhand cowhand = new Cowhand(folder.resolve("state"));
        Path recipe = Files.writeString(folder.resolve("own.yaml"), """
                cowhand: 1
                name: own
                images: ["*.qcow2"]
                steps: [{op: keep-header}]
                """);
        Path plugins = Files.createDirectory(folder.resolve("plugins"));
        assertThat(cowhand.withPlugins(plugins).load(recipe).problems()).isNotEmpty();
        assertThatThrownBy(() -> cowhand.withPlugins(folder.resolve("none")))
                .isInstanceOf(IllegalArgumentException.class);
        plugin(plugins.resolve("keep.jar"), """
                import io.cowhand.operation.*;

                public final class Keep implements OperationHandler {
                    public String name() { return "keep-header"; }
                    public String summary() { return "Keep the header"; }
                    public String schema() { return "{}"; }
                    public String example() { return "op: keep-header"; }
                    public Binding bind(Arguments arguments) {
                        return Binding.of(facts -> HeaderEdit.edited(facts.header()));
                    }
                }
                """);

        Cowhand extended = cowhand.withPlugins(plugins);

        assertThat(extended.load(recipe).plan(FleetOptions.USUAL, result -> {}).counts())
                .isEqualTo(Map.of(Status.UNCHANGED, 2L));
        assertThat(extended.operations().find("keep-header")).isPresent();
        assertThat(extended.schema()).contains("\"keep-header\"");
        assertThat(cowhand.schema()).doesNotContain("\"keep-header\"");
        assertThat(new Cowhand(folder.resolve("state"), OperationCatalog.of(List.of()))
                        .load(folder.resolve("recipe.yaml"))
                        .problems())
                .isNotEmpty();
    }

    private void plugin(Path jar, String source) throws IOException {
        Path file = Files.writeString(folder.resolve("Keep.java"), source);
        assertThat(ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, "-cp", System.getProperty("java.class.path"), file.toString()))
                .isZero();
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry("Keep.class"));
            Files.copy(folder.resolve("Keep.class"), out);
            out.putNextEntry(new ZipEntry("META-INF/services/" + OperationHandler.class.getName()));
            out.write("Keep".getBytes(StandardCharsets.UTF_8));
        }
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
        assertThat(found).allMatch(image -> image.holders().isEmpty());
    }

    @Test
    void anInspectionGoesIntoDirectoriesAndNamesWhoHasAnImageOpen() throws IOException {
        Cowhand cowhand = new Cowhand(folder.resolve("state"));
        Files.createDirectory(folder.resolve("below"));
        Files.move(folder.resolve("b.qcow2"), folder.resolve("below/b.qcow2"));
        InspectOptions recursive = new InspectOptions(true, Duration.ofSeconds(30));
        List<Cowhand.InspectedImage> found = new ArrayList<>();
        try (LockHolder holder = LockHolder.start(folder.resolve("a.qcow2"))) {
            holder.lock(100);
            cowhand.inspect(List.of(folder.toString()), recursive, found::add, new Cancellation());
        }

        assertThat(found)
                .extracting(Cowhand.InspectedImage::image)
                .containsExactly(folder.resolve("a.qcow2"), folder.resolve("below/b.qcow2"));
        assertThat(found.get(0).holders())
                .singleElement()
                .satisfies(holder -> assertThat(holder.process()).isPresent());
        assertThat(found.get(1).holders()).isEmpty();

        found.clear();
        Cancellation cancelled = new Cancellation();
        cancelled.cancel();
        cowhand.inspect(List.of(folder.toString()), recursive, found::add, cancelled);
        assertThat(found).isEmpty();
        assertThatThrownBy(() -> new InspectOptions(false, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anInspectionSelectsImagesAndValues() {
        Cowhand cowhand = new Cowhand(folder.resolve("state"));
        List<String> images = List.of(
                folder.resolve("a.qcow2").toString(), folder.resolve("b.qcow2").toString());
        List<Cowhand.InspectedImage> found = new ArrayList<>();

        cowhand.inspect(
                images,
                new InspectOptions(
                        false,
                        Duration.ofSeconds(30),
                        Optional.of("name == 'b.qcow2'"),
                        Optional.of("version, labels.none as x, name")),
                found::add,
                new Cancellation());
        cowhand.inspect(
                images,
                new InspectOptions(
                        false,
                        Duration.ofSeconds(30),
                        Optional.of("name == 'a.qcow2'"),
                        Optional.of("name, size > 0 as any")),
                found::add,
                new Cancellation());

        assertThat(found).hasSize(2);
        assertThat(found.get(0).selected()).isEmpty();
        assertThat(found.get(0).problems()).extracting(Problem::code).containsExactly("condition-error");
        assertThat(found.get(1).selected()).containsExactly(entry("name", "a.qcow2"), entry("any", true));
        assertThatThrownBy(() -> cowhand.inspect(
                        images,
                        new InspectOptions(false, Duration.ofSeconds(30), Optional.of("nam"), Optional.of("1")),
                        found::add,
                        new Cancellation()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("where, column 1: there is no variable named nam; did you mean \"name\"?;"
                        + " select, column 1: an expression needs a name: 1 as NAME");
    }
}
