package io.cowhand.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.bytes.Bytes;
import io.cowhand.expression.BackingFacts;
import io.cowhand.expression.Scope;
import io.cowhand.fleet.StepProblem;
import io.cowhand.image.RootDirectory;
import io.cowhand.operation.OperationCatalog;
import io.cowhand.plan.ImagePlan;
import io.cowhand.plan.Planner;
import io.cowhand.problem.Problem;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.step.Step;
import io.cowhand.testing.HeaderBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Recipes with expressions, from their text to the plan of an image. */
class RecipeExpressionsTest {

    private static final HeaderBytes V2 = HeaderBytes.v2(16);
    private static final HeaderBytes V3 = HeaderBytes.v3(16);
    private static final HeaderBytes OVERLAY = V3.backing("/mnt/old/base.raw");
    private static final BackingFacts RAW =
            new BackingFacts(true, "", "/srv/base.raw", "raw", 1 << 20, 1, List.of(), false);

    @TempDir
    Path folder;

    private Recipe recipe(String yaml) {
        return new RecipeFixture(folder, OperationCatalog.load()).recipe(yaml);
    }

    private ImagePlan plan(String yaml, HeaderBytes image) {
        return plan(yaml, Scope.of(image.facts()));
    }

    private ImagePlan plan(String yaml, Scope scope) {
        Recipe recipe = recipe(yaml);
        return new Planner(recipe.steps(), recipe.where())
                .plan(scope, scope.facts().header().encode());
    }

    private static Scope scope(HeaderBytes image, BackingFacts backing, Map<String, String> row) {
        ImageFacts facts = image.facts();
        return new Scope(facts, () -> "", header -> backing, row);
    }

    private static String steps(String steps) {
        return "cowhand: 1\nname: test\nimages: [a.qcow2]\nvars: {old: /mnt/old, new: /srv, n: 7}\nsteps:\n" + steps;
    }

    private static List<String> changes(ImagePlan plan) {
        assertThat(plan).isInstanceOf(ImagePlan.Edit.class);
        return ((ImagePlan.Edit) plan)
                .changes().stream()
                        .map(change -> change.step() + " " + change.change().name())
                        .toList();
    }

    private static List<StepProblem> refusal(ImagePlan plan) {
        assertThat(plan).isInstanceOf(ImagePlan.Refused.class);
        return ((ImagePlan.Refused) plan).problems();
    }

    @Test
    void variablesInArgumentsAreReplacedAndCheckedAsIfWritten() {
        ImagePlan plan = plan(steps("  - {op: move-backing, from: '${vars.old}', to: '${vars.new}/x'}\n"), OVERLAY);
        assertThat(changes(plan)).containsExactly("1 backing_file");
        assertThat(new RecipeFixture(folder, OperationCatalog.load())
                        .problems(steps("  - {op: lazy-refcounts, enabled: '${vars.n}'}\n")))
                .containsExactly(
                        "6:35: /steps/0/enabled: the expression gives a whole number; true or false is needed");
    }

    @Test
    void whereSkipsImages() {
        String yaml = "cowhand: 1\nname: test\nimages: [a]\nwhere: backing_file != \"\"\nsteps:\n  - {op: upgrade}\n";
        assertThat(plan(yaml, V2)).isInstanceOf(ImagePlan.Skipped.class);
        assertThat(plan(yaml, V2.backing("b"))).isInstanceOf(ImagePlan.Edit.class);
    }

    @Test
    void aStepWhoseConditionIsFalseLeavesTheImageAlone() {
        String yaml = steps("  - {op: upgrade, when: false}\n");
        assertThat(plan(yaml, V2)).isInstanceOf(ImagePlan.Unchanged.class);
    }

    @Test
    void aConditionSeesTheResultOfTheStepsBefore() {
        String yaml = steps("""
                  - {op: upgrade}
                  - {op: lazy-refcounts, enabled: true, when: version == 3}
                """);
        assertThat(changes(plan(yaml, V2))).contains("2 compatible/lazy-refcounts");
    }

    @Test
    void argumentsSeeTheBackingFileOfTheImage() {
        String yaml = steps("""
                  - op: set-backing-format
                    format: ${backing.format}
                    when: backing_format == "" && backing.found
                """);
        assertThat(changes(plan(yaml, scope(OVERLAY, RAW, Map.of())))).containsExactly("1 backing-format");
        assertThat(plan(yaml, scope(OVERLAY, BackingFacts.NONE, Map.of()))).isInstanceOf(ImagePlan.Unchanged.class);
    }

    @Test
    void rowsBecomeLabels() {
        String yaml = steps("  - {op: set-labels, labels: {owner: '${row.owner}', n: '${vars.n} of ${vars.old}'}}\n");
        assertThat(changes(plan(yaml, scope(V3, RAW, Map.of("owner", "anna"))))).containsExactly("1 labels");
        StepProblem problem = refusal(plan(yaml, V3)).get(0);
        assertThat(problem.problem().code()).isEqualTo("condition-error");
        assertThat(problem.problem().message()).contains("owner (", "r.yaml:6:38)");
    }

    @Test
    void aValueThatTheSchemaRefusesRefusesTheImage() {
        String yaml = steps("  - {op: set-backing, file: '${row.file}', format: qcow2}\n");
        StepProblem problem =
                refusal(plan(yaml, scope(OVERLAY, RAW, Map.of("file", "")))).get(0);
        assertThat(problem.step()).isEqualTo(1);
        assertThat(problem.problem().code()).isEqualTo("argument-invalid");
        assertThat(problem.problem().message()).contains("r.yaml:6:29) is \"\": must not be empty");
    }

    @Test
    void aValueThatTheOperationRefusesRefusesTheImage() {
        String yaml = steps("  - {op: set-backing, file: '${row.file}', format: qcow2}\n");
        StepProblem problem = refusal(plan(yaml, scope(OVERLAY, RAW, Map.of("file", "x".repeat(2000)))))
                .get(0);
        assertThat(problem.problem().code()).isEqualTo("argument-invalid");
        assertThat(problem.problem().message()).contains("1023");
    }

    @Test
    void aNameThatIsNotUtf8IsNotWrittenBackAsAnotherOne() {
        HeaderBytes text = V3.backing("/mnt/x");
        HeaderBytes odd = text.u8(text.end() - 1, 0xff);
        String yaml = steps("  - {op: set-backing, file: '${backing_file}.old', format: raw}\n");
        StepProblem problem = refusal(plan(yaml, odd)).get(0);
        assertThat(problem.problem().code()).isEqualTo("argument-invalid");
        assertThat(problem.problem().message()).contains("file (", "U+FFFD");
    }

    @Test
    void allFailedAssertionsAreReported() {
        String yaml = steps("""
                  - {op: assert, that: version >= 3, message: 'compat is ${version}'}
                  - {op: assert, that: true}
                  - {op: assert, that: 'backing_file != ""', message: '${labels.owner} has no base in ${nb_snapshots}'}
                  - {op: upgrade}
                """);
        assertThat(refusal(plan(yaml, V2)))
                .extracting(problem -> problem.step() + " " + problem.problem().message())
                .containsExactly("1 compat is 2", "3 ${labels.owner} has no base in 0");
    }

    @Test
    void anAssertionIsCheckedOnAnImageThatMustNotBeEdited() {
        String yaml = steps("  - {op: assert, that: \"!('corrupt' in features.incompatible)\", message: corrupt}\n");
        assertThat(refusal(plan(yaml, V3.u64(72, 2))))
                .extracting(problem -> problem.problem().code())
                .containsExactly("assertion-failed");
    }

    @Test
    void valuesInPatternsMatchThemselves() {
        HeaderBytes odd = V3.backing("/mnt/a.b");
        String yaml = "cowhand: 1\nname: t\nimages: [a]\nvars: {p: a.b, r: $1}\nsteps:\n"
                + "  - {op: replace-backing, pattern: '${vars.p}', replacement: '${vars.r}'}\n";
        ImagePlan.Edit edit = (ImagePlan.Edit) plan(yaml, odd);
        assertThat(edit.changes().get(0).change().toString())
                .contains(Bytes.utf8("/mnt/$1").toHex());
        assertThat(plan(yaml, V3.backing("/mnt/axb"))).isInstanceOf(ImagePlan.Unchanged.class);
    }

    @Test
    void anOrdinaryTextMayHoldADollarSign() {
        String yaml = steps("  - {op: set-labels, labels: {a: '$${x}', b: '$1'}}\n");
        assertThat(((ImagePlan.Edit) plan(yaml, V3)).changes().get(0).change().toString())
                .contains(Bytes.utf8("{\"a\":\"${x}\",\"b\":\"$1\"}").toHex());
    }

    @Test
    void aSingleStepWithAnExpressionThatChangesItsOwnResultIsWarnedOf() {
        String yaml = steps("  - {op: set-backing, file: '${backing_file}x', format: raw}\n");
        ImagePlan.Edit edit = (ImagePlan.Edit) plan(yaml, OVERLAY);
        assertThat(edit.problems())
                .extracting(problem -> problem.problem().code())
                .contains("not-idempotent");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {op: upgrade, when: versoin == 3}                             | 6:25: /steps/0/when: there is no variable named versoin; did you mean "version"?
            {op: upgrade, when: version}                                  | 6:25: /steps/0/when: the expression gives a whole number; true or false is needed
            {op: set-labels, labels: {a: 'x ${vars.nope}'}}               | 6:39: /steps/0/labels/a: there is no variable named vars.nope
            {op: set-labels, labels: {'${name}': x}}                      | 6:31: /steps/0/labels/${name}: an expression cannot be used in a key
            {op: lazy-refcounts, enabled: '${name}'}                      | 6:35: /steps/0/enabled: the expression gives text; true or false is needed
            {op: add-extension, magic: 1, file: '${name}'}                | 6:41: /steps/0/file: the name of a file can contain variables (vars) only: files are read before the images
            {op: upgrade, when: '${version < 3}'}                         | 6:25: /steps/0/when: a condition is an expression as it stands; write it without ${ }
            {op: set-labels, labels: {a: vars.old}}                       | 6:34: /steps/0/labels/a: this is text, not the value of vars.old; for the value write ${vars.old}, for the text ${'vars.old'}
            {op: set-labels, labels: {a: '{{ vars.old }}'}}               | 6:34: /steps/0/labels/a: this is text, not the value of vars.old; for the value write ${vars.old}, for the text ${'{{ vars.old }}'}
            {move-backing: {from: a, to: b}}                              | 6:5: /steps/0: write "op: move-backing", with its arguments beside it
            {op: set-labels, labels: {a: '${version}'}}                   | 6:34: /steps/0/labels/a: the expression gives a whole number; text is needed; string(…) makes text of it
            {op: set-labels, labels: {a: b}, whne: '${name}'}             | 6:38: /steps/0/whne: unknown key "whne"; did you mean "when"?
            {op: set-labels, lables: {a: '${name}'}}                      | 6:22: /steps/0/lables: unknown key "lables"; did you mean "labels"?
            {op: '${vars.old}'}                                           | 6:10: /steps/0/op: unknown operation "${vars.old}"; "cowhand ops" lists them
            """)
    void aMistakeIsLocatedInTheExpression(String step, String problem) {
        assertThat(new RecipeFixture(folder, OperationCatalog.load()).problems(steps("  - " + step + "\n")))
                .containsExactly(problem);
    }

    @Test
    void includedStepsStandInThePlaceOfTheInclude() throws IOException {
        Files.createDirectories(folder.resolve("steps"));
        Files.writeString(
                folder.resolve("steps/a.yaml"),
                "cowhand: 1\nvars: {label: a, new: /default}\nsteps:\n"
                        + "  - {op: set-labels, labels: {a: '${vars.label}', b: '${vars.new}'}}\n  - include: b.yaml\n");
        Files.writeString(folder.resolve("steps/b.yaml"), "cowhand: 1\nsteps:\n  - {op: upgrade}\n");
        Recipe recipe = recipe(steps("  - include: steps/a.yaml\n  - {op: normalize}\n"));
        assertThat(recipe.steps())
                .extracting(step -> step.number() + step.operation())
                .containsExactly("1set-labels", "2upgrade", "3normalize");
        assertThat(recipe.vars()).containsEntry("label", "a").containsEntry("new", "/srv");
        assertThat(recipe.files())
                .extracting(Recipe.File::path)
                .hasSize(3)
                .last()
                .asString()
                .endsWith("b.yaml");
    }

    @Test
    void aProblemInAnIncludedFileNamesTheFilesThatIncludeIt() throws IOException {
        Files.writeString(folder.resolve("a.yaml"), "cowhand: 1\nsteps:\n  - include: b.yaml\n");
        Files.writeString(folder.resolve("b.yaml"), "cowhand: 1\nsteps:\n  - {op: upgrad}\n");
        RecipeResult read = new RecipeFixture(folder, OperationCatalog.load()).read(steps("  - include: a.yaml\n"));
        assertThat(read.problems())
                .singleElement()
                .asString()
                .isEqualTo(folder
                        + "/b.yaml:3:10: /steps/0/op: unknown operation \"upgrad\"; did you mean \"upgrade\"? (included from "
                        + folder + "/a.yaml:3, included from " + folder + "/r.yaml:6)");
    }

    @Test
    void aCycleOfIncludesIsAMistake() throws IOException {
        Files.writeString(folder.resolve("a.yaml"), "cowhand: 1\nsteps:\n  - include: b.yaml\n");
        Files.writeString(folder.resolve("b.yaml"), "cowhand: 1\nsteps:\n  - include: ./a.yaml\n");
        RecipeResult read = new RecipeFixture(folder, OperationCatalog.load()).read(steps("  - include: a.yaml\n"));
        assertThat(read.problems())
                .singleElement()
                .asString()
                .contains(
                        "b.yaml:3:14: /steps/0/include: the file includes itself: r.yaml -> a.yaml -> b.yaml -> a.yaml");
    }

    @Test
    void imagesAndIncludesMayDependOnVariablesOnly() {
        assertThat(new RecipeFixture(folder, OperationCatalog.load())
                        .problems("cowhand: 1\nname: t\nimages: ['${vars.d}/*.qcow2', '${name}']\nvars: {d: vms}\n"
                                + "steps:\n  - {op: upgrade}\n  - include: '${path}'\n"))
                .containsExactly(
                        "3:31: /images/1: can contain variables (vars) only, since it is the same for all images",
                        "7:14: /steps/1/include: can contain variables (vars) only, since it is the same for all images");
    }

    @Test
    void nothingOutsideTheRootIsRead() throws IOException {
        Path root = Files.createDirectory(folder.resolve("root"));
        Files.writeString(folder.resolve("a.yaml"), "cowhand: 1\nsteps:\n  - {op: upgrade}\n");
        Files.writeString(folder.resolve("key"), "x");
        Path recipe = Files.writeString(
                root.resolve("r.yaml"),
                steps("  - include: ../a.yaml\n  - {op: add-extension, magic: 1, file: ../key}\n"));
        RecipeResult read = new RecipeReader(OperationCatalog.load(), RootDirectory.of(root)).read(recipe);
        assertThat(read.problems()).extracting(Problem::code).containsExactly("outside-root", "outside-root");
        assertThat(read.problems().get(0).message()).contains("a.yaml\" is not below --root " + root.toRealPath());
    }

    @Test
    void nothingOutsideTheRootIsReadWhileLinksAreExchanged() throws Exception {
        Path root = Files.createDirectory(folder.resolve("root"));
        Path outside = Files.writeString(folder.resolve("a.yaml"), "cowhand: 1\nsteps:\n  - {op: normalize}\n");
        Path inside = Files.writeString(root.resolve("a.yaml"), "cowhand: 1\nsteps:\n  - {op: upgrade}\n");
        Path link = Files.createSymbolicLink(root.resolve("link.yaml"), inside);
        Path recipe = Files.writeString(root.resolve("r.yaml"), steps("  - include: link.yaml\n"));
        RecipeReader reader = new RecipeReader(OperationCatalog.load(), RootDirectory.of(root));
        AtomicBoolean done = new AtomicBoolean();
        FutureTask<Void> exchange = new FutureTask<>(() -> {
            while (!done.get()) {
                for (Path target : List.of(outside, inside)) {
                    Path next = Files.createSymbolicLink(root.resolve("next"), target);
                    Files.move(next, link, StandardCopyOption.ATOMIC_MOVE);
                }
            }
            return null;
        });
        new Thread(exchange).start();
        int read = 0;
        for (int i = 0; i < 2_000; i++) {
            if (reader.read(recipe) instanceof RecipeResult.Valid valid) {
                read++;
                assertThat(valid.recipe().steps()).extracting(Step::operation).containsExactly("upgrade");
            }
        }
        done.set(true);
        exchange.get();
        assertThat(read).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  - {op: poke, offset: 4000, hex: '00', unsafe: true}\n"})
    void aValueThatGrowsEachTimeIsWarnedOf(String more) throws IOException {
        String yaml =
                steps("  - {op: set-labels, labels: {n: \"${has(labels.n) ? labels.n + labels.n : 'x'}\"}}\n" + more);
        ImagePlan.Edit edit = (ImagePlan.Edit) plan(yaml, V3);
        assertThat(edit.problems()).extracting(each -> each.problem().code()).contains("not-idempotent");
    }

    @Test
    void aLargerWindowIsReadToSeeWhetherTheResultChangesAgain() {
        String yaml = steps("  - {op: set-labels, labels: {n: \"${has(labels.n) ? labels.n + labels.n : vars.x}\"}}\n")
                .replace("vars: {", "vars: {x: " + "x".repeat(3000) + ", ");
        assertThat(plan(yaml, V3)).isInstanceOf(ImagePlan.NeedsWindow.class);
    }
}
