package io.cowhand.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.Status;
import io.cowhand.step.Step;
import io.cowhand.testing.RequiresQemu;
import io.cowhand.testing.Runs;
import io.cowhand.testing.ScratchImage;
import io.cowhand.testing.Steps;
import io.cowhand.testing.Variants;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a header says, a recipe is done to it once and for all, or not at all. */
@Tag("slow")
@RequiresQemu
class MutantsAppliedTest {

    private static final long SEED = Long.getLong("mutants.seed", 20_260_101);
    private static final int COUNT = Integer.getInteger("mutants.count", 500) / 5;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{op: set-backing, file: /new/base.qcow2, format: raw}",
                "{op: set-backing, file: /new/base.qcow2, format: raw, unsafe: true}",
                "{op: add-extension, magic: 0x12345678, text: hello, unsafe: true}",
                "{op: remove-extension, magic: feature-names, unsafe: true}",
                "{op: remove-backing, unsafe: true}",
                "{op: set-feature, group: compatible, bit: 40}",
                "{op: set-field, field: cluster_bits, value: 9, unsafe: true}",
                "{op: set-field, field: cluster_bits, value: 21, unsafe: true}",
                "{op: set-field, field: size, value: 18446744073709551615, unsafe: true}"
            })
    void aSecondTimeThereIsNothingToDo(String step) {
        List<Step> steps = Steps.of(step);
        List<Path> variants = Variants.all();
        for (int number = 0; number < COUNT; number++) {
            Path variant = variants.get(number % variants.size());
            ScratchImage image = new ScratchImage(variant, folder.resolve("mutant.qcow2"));
            int clusterBits = ByteBuffer.wrap(image.beginning(512)).getInt(20);
            Mutant mutant = Mutator.mutate(
                    SEED, number, variant.toString(), image.beginning(1 << clusterBits), image.originalSize());
            mutant.write(image);

            ImageResult planned = Runs.plan(image.path(), steps);
            ImageResult applied = Runs.apply(image.path(), steps);
            assertThat(applied.status())
                    .as(mutant::toString)
                    .isIn(Set.of(Status.CHANGED, Status.UNCHANGED, Status.REFUSED, Status.UNREADABLE))
                    .matches(status -> (status == Status.CHANGED) == (planned.status() == Status.WOULD_CHANGE));
            assertThat(applied.changes()).isEqualTo(planned.changes());

            assertThat(Runs.apply(image.path(), steps).status())
                    .as(mutant::toString)
                    .isNotIn(Status.CHANGED, Status.STALE, Status.FAILED, Status.LOCKED);
        }
    }
}
