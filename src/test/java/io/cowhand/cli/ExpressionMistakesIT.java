package io.cowhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.testing.Cowhand;
import io.cowhand.testing.FileState;
import io.cowhand.testing.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Mistakes in expressions, variables, inventories, includes and bases are explained with their place. What the recipe alone
 * shows fails it; what depends on an image refuses the image. Either way nothing is touched.
 */
class ExpressionMistakesIT {

    private static final int INVALID = 65;
    private static final int USAGE = 64;
    private static final int REFUSED = 1;
    private static final String HEAD = "cowhand: 1\nname: mistake\nimages: [a.qcow2]\nsteps:\n";

    @TempDir
    private Path folder;

    private List<Path> images = List.of();
    private List<FileState> before = List.of();

    @BeforeEach
    void images() throws IOException {
        Path image = Path.of("examples/images/web-1.qcow2");
        images = List.of(Files.copy(image, folder.resolve("a.qcow2")), Files.copy(image, folder.resolve("b.qcow2")));
        before = images.stream().map(FileState::aged).toList();
    }

    @AfterEach
    void nothingIsTouched() throws IOException {
        assertThat(images.stream().map(FileState::of)).isEqualTo(before);
        try (Stream<Path> state = Files.walk(folder)) {
            assertThat(state.filter(file -> file.toString().contains("/state/")).filter(Files::isRegularFile))
                    .isEmpty();
        }
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    private Cowhand.Ran apply(String recipe, String... options) throws IOException {
        write("r.yaml", recipe);
        return Cowhand.run(
                folder,
                Stream.concat(Stream.of("apply", "r.yaml", "--state-dir", "state"), Stream.of(options))
                        .toArray(String[]::new));
    }

    private void expect(int exit, String message, Cowhand.Ran ran) {
        assertThat(ran.exit()).as(ran.out() + ran.err()).isEqualTo(exit);
        String said = exit == REFUSED ? ran.out() : ran.err();
        assertThat(said.lines()).anyMatch(line -> line.strip().startsWith(message));
        assertThat(ran.out() + ran.err()).doesNotContain("Exception", "\tat ");
    }

    static Stream<Arguments> steps() {
        return Stream.of(
                step(
                        INVALID,
                        "{op: upgrade, when: sizee > 3}",
                        ":5:25: /steps/0/when: there is no variable named sizee; did you mean \"size\"?"),
                step(
                        INVALID,
                        "{op: upgrade, when: size == 'a'}",
                        ":5:30: /steps/0/when: a number and text cannot be compared"),
                step(
                        INVALID,
                        "{op: upgrade, when: size}",
                        ":5:25: /steps/0/when: the expression gives a whole number; true or false"),
                step(
                        INVALID,
                        "{op: set-labels, labels: {a: '${size}'}}",
                        ":5:34: /steps/0/labels/a: the expression gives a whole number; text"),
                step(
                        INVALID,
                        "{op: set-labels, labels: {a: 'x${name'}}",
                        ":5:36: /steps/0/labels/a: ${ is never closed by }"),
                step(
                        INVALID,
                        "{op: set-labels, labels: {a: '${row.owner}'}}",
                        ":5:37: /steps/0/labels/a: no image has a row"),
                step(
                        INVALID,
                        "op: upgrade\n    when: !has(labels.a)",
                        ":6:11: /steps/0/when: the tag !has(labels.a) is not supported here; write the value without it, or quote"),
                step(
                        INVALID,
                        "op: upgrade\n    when: name == 'a #1'",
                        ":6:19: /steps/0/when: the text in quotes has no end"),
                step(
                        INVALID,
                        "op: upgrade\n    when: name == 'a: 1'",
                        ":6:21: not valid YAML: mapping values are not allowed here; quote"),
                step(
                        INVALID,
                        "op: upgrade\n    when: \"" + "1 == 1 || ".repeat(10_000) + "true\"",
                        ":6:12: /steps/0/when: the expression has 100004 characters; limit is 16384"),
                step(REFUSED, "{op: upgrade, when: size / (version - 3) > 1}", ":5:25): division by zero"),
                step(REFUSED, "{op: upgrade, when: labels.owner == 'anna'}", ":5:25): labels has no key \"owner\""),
                step(
                        REFUSED,
                        "{op: upgrade, when: 'lists.range(1000).all(a, lists.range(1000).all(b, lists.range(1000).all(c, a + b + c < size)))'}",
                        ":5:25): the evaluation takes too long"));
    }

    private static Arguments step(int exit, String step, String message) {
        return Arguments.of(
                exit, step, exit == REFUSED ? "a.qcow2: step 1 upgrade: when (r.yaml" + message : "r.yaml" + message);
    }

    @ParameterizedTest
    @MethodSource("steps")
    void mistakesInExpressions(int exit, String step, String message) throws IOException {
        expect(exit, message, apply(HEAD + "  - " + step + "\n"));
    }

    @Test
    void whatFollowsACommentSignIsNamedAsTheCause() throws IOException {
        expect(INVALID, "r.yaml:6:19: ", apply(HEAD + "  - op: upgrade\n    when: name == 'a #1'\n"));
        assertThat(apply(HEAD + "  - op: upgrade\n    when: name == 'a #1'\n").err())
                .contains("what follows \" #\" is a comment: quote the expression");
    }

    @Test
    void aRowInImages() throws IOException {
        expect(
                INVALID,
                "r.yaml:3:10: /images/0: can contain variables (vars) only",
                apply("cowhand: 1\nname: mistake\nimages: ['${row.name}']\nsteps:\n  - op: upgrade\n"));
    }

    @Test
    void aColumnThatIsMissing() throws IOException {
        write("fleet.csv", "path,owner\na.qcow2,anna\nb.qcow2,bob\n");
        expect(
                REFUSED,
                "b.qcow2: step 1 set-labels: a (r.yaml:5:34): row has no key \"ownr\"",
                apply("cowhand: 1\nname: mistake\nimages: [{list: fleet.csv}]\nsteps:\n"
                        + "  - {op: set-labels, labels: {a: '${row.ownr}'}}\n"));
    }

    @Test
    void aLineOfAnInventoryThatIsTooLong() throws IOException {
        write("fleet.csv", "path,owner\na.qcow2,anna\nb.qcow2,bob,x\n");
        expect(
                INVALID,
                "fleet.csv:3:13: the line has 3 fields, and the header line has 2",
                apply("cowhand: 1\nname: mistake\nimages: [{list: fleet.csv}]\nsteps:\n  - op: upgrade\n"));
    }

    @Test
    void aGlobOnTheCommandLineGivesNoRows() throws IOException {
        String recipe = "cowhand: 1\nname: mistake\nsteps:\n  - {op: set-labels, labels: {a: '${row.owner}'}}\n";
        expect(INVALID, "r.yaml:4:37: /steps/0/labels/a: no image has a row", apply(recipe, "--images", "*.qcow2"));
        write("fleet.csv", "path,owner\na.qcow2,anna\n");
        assertThat(Cowhand.run(folder, "plan", "r.yaml", "--images-from", "fleet.csv")
                        .exit())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--quiet | r.yaml:5:3: /vars/ticket: has no value; give one with --var ticket=… or --vars-file",
                "--var=count=six | cowhand: --var count: must be a whole number, not \"six\"",
                "--vars-file=vars.yaml | vars.yaml:1:1: /cuont: r.yaml has no variable \"cuont\"; did you mean \"count\"?",
            })
    void valuesOfVariables(String option, String message) throws IOException {
        write("vars.yaml", "cuont: 6\n");
        expect(
                USAGE,
                message,
                apply(
                        "cowhand: 1\nname: mistake\nvars:\n  count: 5\n  ticket:\nimages: [a.qcow2]\nsteps:\n  - op: normalize\n",
                        option));
    }

    @Test
    void aCircleOfIncludes() throws IOException {
        write("1.yaml", "cowhand: 1\nsteps:\n  - include: 2.yaml\n");
        write("2.yaml", "cowhand: 1\nsteps:\n  - include: 1.yaml\n");
        expect(
                INVALID,
                "2.yaml:3:14: /steps/0/include: the file includes itself: r.yaml -> 1.yaml -> 2.yaml -> 1.yaml"
                        + " (included from 1.yaml:3, included from r.yaml:5)",
                apply(HEAD + "  - include: 1.yaml\n"));
    }

    @Test
    void mistakesInAnIncludedFile() throws IOException {
        write("1.yaml", "cowhand: 1\nsteps:\n  - include: 2.yaml\n");
        write("2.yaml", "cowhand: 1\nsteps:\n  - op: set-label\n  - {op: upgrade, when: sizee > 1}\n");
        Cowhand.Ran ran = apply(HEAD + "  - include: 1.yaml\n");
        String chain = " (included from 1.yaml:3, included from r.yaml:5)";
        expect(
                INVALID,
                "2.yaml:3:9: /steps/0/op: unknown operation \"set-label\"; did you mean \"set-labels\"?" + chain,
                ran);
        expect(
                INVALID,
                "2.yaml:4:25: /steps/1/when: there is no variable named sizee; did you mean \"size\"?" + chain,
                ran);
    }

    @Test
    void includesThatAreNestedTooDeep() throws IOException {
        for (int i = 1; i <= 17; i++) {
            String step = i == 17 ? "op: upgrade" : "include: " + (i + 1) + ".yaml";
            write(i + ".yaml", "cowhand: 1\nsteps:\n  - " + step + "\n");
        }
        expect(
                INVALID,
                "16.yaml:3:14: /steps/0/include: includes are nested more than 16 levels deep (included from 15.yaml:3, ",
                apply(HEAD + "  - include: 1.yaml\n"));
        assertThat(Cowhand.run(folder, "validate", "2.yaml").err())
                .contains("name")
                .doesNotContain("nested");
    }

    /** Opening it would block for ever. */
    @Test
    void aBaseThatIsAFifo() throws IOException {
        Shell.run("mkfifo", folder.resolve("fifo").toString());
        write("steps.yaml", """
                cowhand: 1
                steps:
                  - {op: set-backing, file: fifo, format: raw, unsafe: true}
                  - {op: set-backing-format, format: '${backing.format}', if-present: replace}
                """);
        String recipe = "cowhand: 1\nname: mistake\nimages: [a.qcow2]\nbases: [%s]\nsteps:\n  - include: steps.yaml\n";
        expect(
                INVALID,
                "r.yaml:4:9: /bases/0: the base fifo cannot be read: it is a FIFO, socket or device, not a regular file",
                apply(recipe.formatted("fifo")));
        expect(
                REFUSED,
                "a.qcow2: step 2 set-backing-format: format (steps.yaml:4:38) is \"\": must not be empty; the backing file"
                        + " cannot be read: it is a FIFO, socket or device, not a regular file",
                apply(recipe.formatted("'fif*'")));
    }
}
