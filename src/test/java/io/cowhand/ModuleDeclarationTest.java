package io.cowhand;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.operation.OperationHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The module provides the operations that the class path finds; {@code -Dgoldens.update=true} renews its declaration. */
class ModuleDeclarationTest {

    private static final Path MODULE = Path.of("src/main/module/module-info.java");
    private static final Path SERVICES =
            Path.of("src/main/resources/META-INF/services", OperationHandler.class.getName());
    private static final String PROVIDES = "    provides OperationHandler with\n            ";
    private static final String SEPARATOR = ",\n            ";

    @Test
    void theModuleProvidesTheOperationsOfTheClassPath() throws IOException {
        String module = Files.readString(MODULE);
        int start = module.indexOf(PROVIDES) + PROVIDES.length();
        int end = module.indexOf(';', start);
        List<String> provided = Arrays.asList(module.substring(start, end).split(SEPARATOR));
        List<String> services = Files.readAllLines(SERVICES);
        if (Boolean.getBoolean("goldens.update")) {
            Files.writeString(
                    MODULE, module.substring(0, start) + String.join(SEPARATOR, services) + module.substring(end));
            return;
        }
        for (String each : services) {
            assertThat(provided.contains(each))
                    .as(
                            "%s does not provide %s: mvn test -Dtest=ModuleDeclarationTest -Dgoldens.update=true adds it",
                            MODULE, each)
                    .isTrue();
        }
        for (String each : provided) {
            assertThat(services.contains(each))
                    .as("%s has no line %s", SERVICES, each)
                    .isTrue();
        }
    }
}
