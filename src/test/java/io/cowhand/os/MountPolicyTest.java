package io.cowhand.os;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.apply.ImageWriter;
import io.cowhand.apply.WriteJournal;
import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.Status;
import io.cowhand.image.ImageReference;
import io.cowhand.plan.Planner;
import io.cowhand.problem.Problem;
import io.cowhand.run.RecipeJob;
import io.cowhand.testing.FirstCluster;
import io.cowhand.testing.Steps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MountPolicyTest {

    @TempDir
    Path folder;

    private Path image;

    @BeforeEach
    void anImage() throws IOException {
        image = folder.resolve("a.qcow2");
        anImageIsWritten();
    }

    @ParameterizedTest
    @ValueSource(strings = {"nolock", "local_lock=all", "local_lock=posix", "nobrl"})
    void aMountThatKeepsLocksToItselfIsNotWrittenOn(String option) throws IOException {
        byte[] before = Files.readAllBytes(image);
        ImageResult result = apply(mounted("rw,vers=3," + option + ",addr=10.0.0.1"));
        assertThat(result.status()).isEqualTo(Status.REFUSED);
        Problem problem = result.problems().get(0).problem();
        assertThat(problem.code()).isEqualTo("local-locks");
        assertThat(problem.message()).contains(option, "/srv/nfs", "--trust-local-locks");
        assertThat(Files.readAllBytes(image)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw", "rw,vers=4.2,local_lock=none", "rw,local_lock=flock"})
    void otherMountsAre(String options) throws IOException {
        assertThat(apply(mounted(options)).status()).isEqualTo(Status.CHANGED);
    }

    @Test
    void theTrustingWriteEverywhereAndSoDoMountsThatNoListHas() throws IOException {
        assertThat(apply(MountPolicy.TRUSTED).status()).isEqualTo(Status.CHANGED);
        anImageIsWritten();
        assertThat(apply(mounts("99:99", "rw,nolock")).status()).isEqualTo(Status.CHANGED);
    }

    private void anImageIsWritten() throws IOException {
        Files.deleteIfExists(image);
        FirstCluster.v3(16).end().write(image, 1 << 20);
    }

    private MountPolicy mounted(String options) throws IOException {
        return mounts(FileStatus.of(image).deviceKey(), options);
    }

    private MountPolicy mounts(String device, String options) throws IOException {
        return MountPolicy.of(Files.writeString(
                folder.resolve("mountinfo"),
                "22 27 0:1 / /proc rw,relatime - proc proc rw\n" + "60 27 " + device
                        + " / /srv/nfs rw,relatime shared:1 - nfs host:/srv " + options + "\n"));
    }

    private ImageResult apply(MountPolicy mounts) {
        return new RecipeJob(
                        new Planner(Steps.of("{op: set-labels, labels: {a: b}}")),
                        false,
                        mounts,
                        Optional.of(new ImageWriter(WriteJournal.NONE)))
                .run(new ImageReference(image));
    }
}
