package io.cowhand.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.qcow2.HeaderField;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DocumentedNamesTest {

    private static final Path PAGE = Path.of("docs/expressions.md");

    @Test
    void everyNameButThoseOfFieldsIsDescribed() throws IOException {
        String page = Files.readString(PAGE);
        List<String> fields =
                Arrays.stream(HeaderField.values()).map(HeaderField::specName).toList();
        assertThat(new VariableTable(Map.of(), Set.of()).names())
                .filteredOn(name -> !fields.contains(name))
                .filteredOn(name -> !page.contains("`" + name + "`"))
                .as("names without a row in %s", PAGE)
                .isEmpty();
    }

    @Test
    void everyFunctionOfOurOwnIsDescribed() throws IOException {
        String page = Files.readString(PAGE);
        for (String function : List.of("glob", "basename", "dirname")) {
            assertThat(Functions.names()).contains(function);
            assertThat(page).contains("`" + function + "(");
        }
    }
}
