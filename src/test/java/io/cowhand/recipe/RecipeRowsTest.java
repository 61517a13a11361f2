package io.cowhand.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.fleet.VariableOptions;
import io.cowhand.operation.OperationCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of rows in recipes whose images have none. */
class RecipeRowsTest {

    private static final String LABEL = "  - {op: set-labels, labels: {a: '${row.owner}'}}\n";

    @TempDir
    private Path folder;

    private List<String> problems(String keys, String steps) throws IOException {
        Path file = folder.resolve("r.yaml");
        Files.writeString(file, "cowhand: 1\nname: rows\n" + keys + "steps:\n" + steps);
        return new RecipeReader(OperationCatalog.load())
                .validate(file, VariableOptions.NONE).problems().stream()
                        .map(problem ->
                                problem.toString().substring(folder.toString().length() + 1))
                        .toList();
    }

    @Test
    void eachValueThatIsReadIsReportedWhereItIsWritten() throws IOException {
        Files.writeString(folder.resolve("shared.yaml"), "cowhand: 1\nsteps:\n" + LABEL);
        assertThat(problems("images: ['*.qcow2', {list: names.txt}]\nwhere: version > 2 && row.site == 'b'\n", """
                  - op: set-labels
                    labels: {a: "${name} of ${row.owner}", b: '${row["disk"]}', c: "${basename(row.path)}"}
                  - include: shared.yaml
                """))
                .satisfiesExactly(
                        one -> assertThat(one).startsWith("r.yaml:4:23: /where: no image has a row"),
                        one -> assertThat(one).startsWith("r.yaml:7:31: /steps/0/labels/a: "),
                        one -> assertThat(one).startsWith("r.yaml:7:50: /steps/0/labels/b: "),
                        one -> assertThat(one).startsWith("r.yaml:7:80: /steps/0/labels/c: "),
                        one -> assertThat(one)
                                .startsWith("shared.yaml:3:37: /steps/0/labels/a: ")
                                .contains("(included from " + folder.resolve("r.yaml") + ":8)"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "images: [a.qcow2, {list: fleet.csv}]\n",
                "images: [{list: '-', format: jsonl}]\n",
                "images: [a.qcow2]\nwhere: has(row.owner)\n",
                "images: [a.qcow2]\nwhere: \"'owner' in row\"\n",
                "images: [a.qcow2]\nwhere: size(row) > 0\n",
                "images: [a.qcow2]\nwhere: row != {}\n",
                "images: [a.qcow2, {list: '${vars.fleet}'}]\nvars: {fleet: }\n",
                "vars: {fleet: }\n",
            })
    void whatMayHaveRowsOrAsksForThemIsValid(String keys) throws IOException {
        assertThat(problems(keys, LABEL)).isEmpty();
    }

    @Test
    void aMessageMayNameWhatIsMissing() throws IOException {
        assertThat(problems("images: [a.qcow2]\n", "  - {op: assert, that: version > 2, message: '${row.owner}'}\n"))
                .isEmpty();
    }

    @Test
    void anElementOfThatNameIsNoRow() throws IOException {
        assertThat(problems(
                        "images: [a.qcow2]\nwhere: \"bitmaps.all(each, each.name != 'row')\"\n", "  - {op: upgrade}\n"))
                .isEmpty();
    }

    @Test
    void aRunMayNameAnInventoryInstead() throws IOException {
        Path file = folder.resolve("r.yaml");
        Files.writeString(file, "cowhand: 1\nname: rows\nimages: [a.qcow2]\nsteps:\n" + LABEL);
        assertThat(new RecipeReader(OperationCatalog.load())
                        .read(file, new VariableOptions(Optional.empty(), Map.of()))
                        .problems())
                .isEmpty();
    }
}
