package io.cowhand;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.operation.OperationHandler;
import io.cowhand.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        assertThat(module).contains(PROVIDES);
        int start = module.indexOf(PROVIDES) + PROVIDES.length();
        String services = String.join(SEPARATOR, Files.readAllLines(SERVICES));
        Golden.assertUpToDate(
                MODULE, module.substring(0, start) + services + module.substring(module.indexOf(';', start)));
    }
}
