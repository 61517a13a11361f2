package io.cowhand.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.cowhand.bytes.Bytes;
import io.cowhand.image.ImageReference;
import io.cowhand.inspect.HeaderReader;
import io.cowhand.inspect.ReadResult;
import io.cowhand.problem.Origin;
import io.cowhand.qcow2.ExtensionType;
import io.cowhand.qcow2.HeaderCodec;
import io.cowhand.qcow2.HeaderField;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.qcow2.KnownFeature;
import io.cowhand.testing.Qemu;
import io.cowhand.testing.RequiresQemu;
import io.cowhand.testing.ScratchImage;
import io.cowhand.testing.Variants;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Broken headers, as QEMU sees them and as the rules do.
 *
 * <p>{@code -Dmutants.seed=…} makes others, {@code -Dmutants.count=…} more of them.
 */
@Tag("slow")
@RequiresQemu
class MutantsTest {

    private static final long SEED = Long.getLong("mutants.seed", 20_260_101);
    private static final int COUNT = Integer.getInteger("mutants.count", 2_000);
    /** Opening for writing takes longer, and most of its rules are those of opening at all. */
    private static final int COUNT_FOR_WRITING = Math.max(1, COUNT / 4);

    private static final long MOST_MILLISECONDS = 2_000;
    private static final long MOST_ALLOCATED = 64L << 20;

    @TempDir
    Path folder;

    @Test
    void theRulesForeseeWhetherQEMUOpensAnImage() throws Exception {
        assertForeseen(
                COUNT,
                Variants.all(),
                violation -> violation.rule().origin() == Origin.QEMU
                        && violation.problem().isError(),
                image -> Qemu.img(folder, "info", "-U", "-f", "qcow2", image.toString()));
    }

    @Test
    void theRulesThatBlockEditingForeseeWhetherQEMUOpensAnImageForWriting() throws Exception {
        assertForeseen(
                COUNT_FOR_WRITING,
                // Opening an encrypted image for more than a look needs its secret.
                Variants.all().stream()
                        .filter(image -> !image.endsWith("luks.qcow2"))
                        .toList(),
                violation -> violation.rule().origin() == Origin.QEMU
                        && violation.rule().blocksEditing(),
                Qemu::opensForWriting);
    }

    /** What decides over opening but is not read, so that no rule can foresee it. */
    private enum Unforeseeable {
        /** What follows its magic and version. */
        LUKS_HEADER(
                "(LUKS payload|Keyslot \\d|Algorithm '|not supported by crypto|is not NUL terminated|Stripes count)",
                header -> header.get(HeaderField.CRYPT_METHOD) == 2),
        SECRET("key-secret", header -> header.get(HeaderField.CRYPT_METHOD) == 1),
        DATA_FILE(
                "(Could not open '(?!IMAGE')|Unknown protocol '|The 'file' block driver requires)",
                header -> header.has(KnownFeature.EXTERNAL_DATA_FILE)
                        && header.extension(ExtensionType.DATA_FILE).isPresent()),
        OVERLAP(
                "Preventing invalid write on",
                header -> header.extension(ExtensionType.BITMAPS).isPresent()),
        REFCOUNTS("Could not repair dirty image", header -> header.has(KnownFeature.DIRTY));

        private final Pattern message;
        private final Predicate<HeaderImage> applies;

        Unforeseeable(String message, Predicate<HeaderImage> applies) {
            this.message = Pattern.compile(message);
            this.applies = applies;
        }

        static Optional<Unforeseeable> explaining(HeaderImage header, String output) {
            return Arrays.stream(values())
                    .filter(each -> each.applies.test(header)
                            && each.message.matcher(output).find())
                    .findFirst();
        }
    }

    private void assertForeseen(
            int count,
            List<Path> variants,
            Predicate<HeaderRules.Violation> keepsFromOpening,
            Function<Path, Qemu.Ran> qemu)
            throws Exception {
        System.out.println("mutants.seed=" + SEED + " mutants.count=" + count);
        Tally tally = new Tally();
        int workers = Runtime.getRuntime().availableProcessors();
        ExecutorService pool = Executors.newFixedThreadPool(workers);
        try {
            List<Trial> trials = new ArrayList<>();
            List<Future<List<String>>> runs = new ArrayList<>();
            for (int worker = 0; worker < workers; worker++) {
                int first = worker;
                Path place = Files.createDirectory(folder.resolve(Integer.toString(worker)));
                Trial trial = new Trial(place, variants, keepsFromOpening, qemu, tally);
                trials.add(trial);
                runs.add(pool.submit(() -> trial.runEvery(first, workers, count)));
            }
            List<String> all = new ArrayList<>();
            for (int worker = 0; worker < workers; worker++) {
                try {
                    all.addAll(runs.get(worker).get(60 + count / 5, TimeUnit.SECONDS));
                } catch (TimeoutException hangs) {
                    // Interrupting would not end a reader that hangs; the test has to fail at least.
                    throw new AssertionError("seed " + SEED + ", hangs: " + trials.get(worker).current, hangs);
                }
            }
            System.out.println(tally);
            assertThat(all).as("seed %d, %s", SEED, tally).isEmpty();
            assertThat(tally.opened.get()).isPositive();
            assertThat(tally.refused.get()).isPositive();
        } finally {
            pool.shutdownNow();
        }
    }

    /** How it went. */
    private static final class Tally {
        private final AtomicInteger opened = new AtomicInteger();
        private final AtomicInteger refused = new AtomicInteger();
        private final AtomicInteger crashed = new AtomicInteger();
        private final Map<Unforeseeable, Integer> unforeseeable = new ConcurrentHashMap<>();

        @Override
        public String toString() {
            return "opened " + opened + ", refused " + refused + " (" + crashed + " by a crash), unforeseeable "
                    + unforeseeable;
        }
    }

    /** One worker's files and what it holds them against. */
    private final class Trial {
        private final Map<Path, ScratchImage> scratch = new HashMap<>();
        private final List<Path> variants;
        private final Predicate<HeaderRules.Violation> keepsFromOpening;
        private final Function<Path, Qemu.Ran> qemu;
        private final Tally tally;
        private volatile @Nullable Mutant current;
        private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

        Trial(
                Path place,
                List<Path> variants,
                Predicate<HeaderRules.Violation> keepsFromOpening,
                Function<Path, Qemu.Ran> qemu,
                Tally tally)
                throws IOException {
            this.variants = variants;
            this.keepsFromOpening = keepsFromOpening;
            this.qemu = qemu;
            this.tally = tally;
            for (Path variant : variants) {
                scratch.put(variant, new ScratchImage(variant, place.resolve(variant.getFileName())));
            }
            // One for each worker, as QEMU locks it.
            try (RandomAccessFile data =
                    new RandomAccessFile(place.resolve("data.raw").toFile(), "rw")) {
                data.setLength(64 << 20);
            }
        }

        List<String> runEvery(int first, int step, int count) {
            List<String> disagreements = new ArrayList<>();
            for (int number = first; number < count; number += step) {
                run(number).ifPresent(disagreements::add);
            }
            return disagreements;
        }

        /** Makes a mutant and answers with the disagreement, if there is one. */
        Optional<String> run(int number) {
            Path variant = variants.get(number % variants.size());
            ScratchImage image = scratch.get(variant);
            Mutant mutant = mutant(number, variant.getFileName().toString(), image);
            current = mutant;
            mutant.write(image);
            try {
                assertLossless(mutant);
                return disagreement(mutant, image.path());
            } catch (RuntimeException | AssertionError bug) {
                return Optional.of(mutant + ": " + bug + " at "
                        + List.of(bug.getStackTrace()).subList(0, 4));
            }
        }

        /** Every third mutant of an image with tables has its mistakes there. */
        private Mutant mutant(int number, String variant, ScratchImage image) {
            List<Mutant> inTables = number / variants.size() % 3 == 0
                    ? TableMutator.mutate(SEED, number, variant, firstCluster(image), image)
                    : List.of();
            return inTables.isEmpty()
                    ? Mutator.mutate(SEED, number, variant, firstCluster(image), image.originalSize())
                    : inTables.get(0);
        }

        private byte[] firstCluster(ScratchImage image) {
            int clusterBits = ByteBuffer.wrap(image.beginning(512)).getInt(20);
            return image.beginning(1 << clusterBits);
        }

        private Optional<String> disagreement(Mutant mutant, Path image) {
            long allocatedBefore = threads.getCurrentThreadAllocatedBytes();
            long started = threads.getCurrentThreadCpuTime();
            ReadResult reading = HeaderReader.SYSTEM.read(new ImageReference(image));
            Optional<ImageFacts> facts =
                    reading instanceof ReadResult.Readable readable ? Optional.of(readable.facts()) : Optional.empty();
            List<HeaderRules.Violation> found = facts.map(HeaderRules::check).orElse(List.of());
            assertThat((threads.getCurrentThreadCpuTime() - started) / 1_000_000)
                    .as("milliseconds of the processor")
                    .isLessThan(MOST_MILLISECONDS);
            assertThat(threads.getCurrentThreadAllocatedBytes() - allocatedBefore)
                    .as("bytes allocated")
                    .isLessThan(MOST_ALLOCATED);

            boolean foreseen = facts.isPresent() && found.stream().noneMatch(keepsFromOpening);
            Qemu.Ran ran = qemu.apply(image);
            (ran.ok() ? tally.opened : tally.refused).incrementAndGet();
            if (ran.exit() >= 128) {
                tally.crashed.incrementAndGet();
            }
            if (foreseen == ran.ok()) {
                return Optional.empty();
            }
            // The variants are named after what they have.
            String output = ran.output().replace(image.toString(), "IMAGE");
            Optional<Unforeseeable> excuse =
                    foreseen ? Unforeseeable.explaining(facts.orElseThrow().header(), output) : Optional.empty();
            if (excuse.isPresent()) {
                tally.unforeseeable.merge(excuse.orElseThrow(), 1, Integer::sum);
                return Optional.empty();
            }
            return Optional.of(mutant + ": QEMU " + (ran.ok() ? "opens it" : "exits with " + ran.exit()) + ", rules: "
                    + found.stream().map(each -> each.rule().code()).toList() + "\n    "
                    + output.lines().limit(3).toList());
        }

        private void assertLossless(Mutant mutant) {
            Bytes all = Bytes.copyOf(ByteBuffer.wrap(mutant.beginning().bytes()));
            for (int size = HeaderCodec.MIN_WINDOW; size <= Math.min(all.length(), 1 << 16); size *= 2) {
                Bytes window = all.slice(0, size);
                if (HeaderCodec.decode(window) instanceof HeaderCodec.Decoded decoded) {
                    assertThat(decoded.header().encode()).isEqualTo(window);
                }
            }
        }
    }
}
