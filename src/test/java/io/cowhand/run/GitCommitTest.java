package io.cowhand.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.cowhand.testing.Variants;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitCommitTest {

    private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    private static final String OTHER = "f".repeat(40);

    @TempDir
    private Path folder;

    private Path git;

    @BeforeEach
    void repository() throws IOException {
        git = Files.createDirectories(folder.resolve(".git/refs/heads"))
                .getParent()
                .getParent();
        Files.writeString(git.resolve("HEAD"), "ref: refs/heads/main\n");
    }

    private Optional<String> commit() throws IOException {
        Path below = Files.createDirectories(folder.resolve("recipes/here"));
        return assertTimeoutPreemptively(Duration.ofSeconds(20), () -> GitCommit.of(below));
    }

    @Test
    void aCommitIsFoundWhereverGitKeepsIt() throws IOException {
        Files.writeString(git.resolve("packed-refs"), """
                # pack-refs with: peeled fully-peeled sorted
                %s refs/heads/domain
                %s refs/heads/main
                ^%s""".formatted(OTHER, COMMIT, OTHER));
        assertThat(commit()).contains(COMMIT);

        Files.writeString(git.resolve("packed-refs"), COMMIT + " refs/heads/main");
        assertThat(commit()).contains(COMMIT);

        Files.writeString(git.resolve("refs/heads/main"), OTHER + "\n");
        assertThat(commit()).contains(OTHER);

        Files.writeString(git.resolve("HEAD"), COMMIT + "\n");
        assertThat(commit()).contains(COMMIT);
    }

    @Test
    void aLinkedWorktreeHasItsOwnHeadAndSharesTheBranches() throws IOException {
        Files.writeString(git.resolve("refs/heads/main"), COMMIT + "\n");
        Path own = Files.createDirectories(git.resolve("worktrees/linked"));
        Files.writeString(own.resolve("HEAD"), "ref: refs/heads/topic\n");
        Files.writeString(own.resolve("commondir"), "../..\n");
        Path linked = Files.createDirectories(folder.resolve("elsewhere/linked"));
        Files.writeString(linked.resolve(".git"), "gitdir: " + own + "\n");
        assertThat(GitCommit.of(linked)).as("no commit yet").isEmpty();

        Files.writeString(git.resolve("packed-refs"), OTHER + " refs/heads/topic\n");
        assertThat(GitCommit.of(linked)).contains(OTHER);

        Files.writeString(git.resolve("refs/heads/topic"), "e".repeat(40) + "\n");
        assertThat(GitCommit.of(linked)).contains("e".repeat(40));

        Files.writeString(own.resolve("HEAD"), "ref: refs/bisect/bad\n");
        Files.createDirectories(own.resolve("refs/bisect"));
        Files.writeString(own.resolve("refs/bisect/bad"), "d".repeat(40) + "\n");
        assertThat(GitCommit.of(linked)).as("a ref of the worktree's own").contains("d".repeat(40));

        Files.writeString(own.resolve("HEAD"), "c".repeat(40) + "\n");
        assertThat(GitCommit.of(linked)).as("a detached head").contains("c".repeat(40));
        assertThat(commit()).as("the main worktree").contains(COMMIT);
    }

    @Test
    void whatHasNoCommitYetHasNone() throws IOException {
        assertThat(commit()).isEmpty();
        Files.writeString(git.resolve("packed-refs"), "");
        assertThat(commit()).isEmpty();
        Files.writeString(git.resolve("packed-refs"), "no hash refs/heads/main\n");
        assertThat(commit()).isEmpty();
    }

    @Test
    void packedRefsOfManyGigabytesDoNoHarm() throws IOException {
        Variants.sparse(git.resolve("packed-refs"), 6L << 30);
        assertThat(commit()).as("a single line of zeros").isEmpty();

        Files.writeString(git.resolve("packed-refs"), (OTHER + " refs/heads/other\n").repeat(100));
        Variants.sparse(git.resolve("packed-refs"), 6L << 30);
        assertThat(commit()).isEmpty();
    }

    @Test
    void packedRefsAreReadAsFarAsARepositoryMayNeed() throws IOException {
        String many = (OTHER + " refs/tags/a-tag-of-some-length\n").repeat(200_000);
        Files.writeString(git.resolve("packed-refs"), many + COMMIT + " refs/heads/main\n");
        assertThat(commit()).contains(COMMIT);
    }

    @Test
    void aHeadOfManyGigabytesDoesNoHarm() throws IOException {
        Variants.sparse(git.resolve("HEAD"), 6L << 30);
        assertThat(commit()).isEmpty();
    }

    @Test
    void aFileThatGrowsAfterItWasLookedAtIsNotReadToItsEnd() throws IOException {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'a';
            }
        };
        assertThatThrownBy(() -> GitCommit.text(endless)).isInstanceOf(IOException.class);
        assertThat(GitCommit.text(new ByteArrayInputStream("ref: x\n".getBytes(StandardCharsets.UTF_8))))
                .isEqualTo("ref: x");
    }

    @Test
    void whatTheKernelMakesUpIsNotWaitedFor() throws IOException {
        Files.delete(git.resolve("HEAD"));
        Files.createSymbolicLink(git.resolve("HEAD"), Path.of("/proc/kmsg"));
        assertThat(commit()).isEmpty();
    }
}
