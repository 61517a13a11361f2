package io.cowhand.os;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.testing.Owned;
import io.cowhand.testing.Requires;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserTest {

    @TempDir
    private Path folder;

    @Test
    void whatIsMadeBelongsToTheEffectiveUser() throws IOException {
        Path mine = Files.createFile(folder.resolve("mine"));
        assertThat(User.effective()).hasValue(FileStatus.ofItself(mine).owner());
    }

    @Test
    @Requires(root = true)
    void anOwnerIsDescribedByNameAndNumber() throws IOException {
        Path link = Owned.link(folder.resolve("link"), "nowhere", Owned.NOBODY);
        assertThat(User.describe(link, FileStatus.ofItself(link).owner())).isEqualTo("nobody (65534)");
        Owned.give(link, Owned.STRANGER);
        assertThat(User.describe(link, FileStatus.ofItself(link).owner())).isEqualTo("user 471147");
        Files.delete(link);
        assertThat(User.describe(link, 4_294_967_294L)).isEqualTo("user 4294967294");
    }
}
