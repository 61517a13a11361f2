package io.cowhand.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.testing.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether what is in the state directory outlives a power failure. */
class StateDirectoryTest {

    private static boolean isVolatile(Path folder) throws IOException {
        StateDirectory state = new StateDirectory(folder.resolve("state"));
        state.prepare();
        return state.isVolatile();
    }

    @Test
    @Requires(files = "/dev/shm")
    void aDirectoryInMemoryIsVolatile() throws IOException {
        Path folder = Files.createTempDirectory(Path.of("/dev/shm"), "cowhand");
        try {
            assertThat(isVolatile(folder)).isTrue();
        } finally {
            FileUtils.deleteDirectory(folder.toFile());
        }
    }

    @Test
    void anotherOneIsNot(@TempDir Path folder) throws IOException {
        boolean inMemory =
                Set.of("tmpfs", "ramfs").contains(Files.getFileStore(folder).type());
        assertThat(isVolatile(folder)).isEqualTo(inMemory);
    }
}
