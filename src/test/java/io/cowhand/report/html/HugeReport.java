package io.cowhand.report.html;

import io.cowhand.bytes.Bytes;
import io.cowhand.diff.Change;
import io.cowhand.fleet.HeaderWindows;
import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.PlannedChange;
import io.cowhand.fleet.RunSummary;
import io.cowhand.fleet.Status;
import io.cowhand.fleet.StepProblem;
import io.cowhand.image.ImageReference;
import io.cowhand.problem.Problem;
import io.cowhand.qcow2.ExtensionType;
import io.cowhand.qcow2.HeaderCodec;
import io.cowhand.qcow2.HeaderExtension;
import io.cowhand.qcow2.HeaderField;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.result.Heading;
import io.cowhand.testing.FirstCluster;
import io.cowhand.undo.UndoClass;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Writes the report of a fleet that exists nowhere, as a program of its own, so that its memory can be measured. Arguments:
 * the file, the number of images, the number of groups.
 */
final class HugeReport {

    private static final int SEED = 20_260_101;
    private static final int WINDOW = 4096;

    private final Random random = new Random(SEED);
    private final HeaderImage plain =
            decoded(FirstCluster.v3(16).end().name("/mnt/nfs1/base.qcow2").window(WINDOW));
    private final int groups;

    private HugeReport(int groups) {
        this.groups = groups;
    }

    public static void main(String[] arguments) throws IOException {
        long start = System.nanoTime();
        new HugeReport(Integer.parseInt(arguments[2])).write(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
        String peak = Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .findFirst()
                .orElseThrow()
                .replaceAll("\\D", "");
        System.out.println(peak + " " + (System.nanoTime() - start) / 1_000_000);
    }

    private void write(Path file, int images) throws IOException {
        Map<Status, Long> counts = new EnumMap<>(Status.class);
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            HtmlReport report = new HtmlReport(line -> write(out, line));
            report.begin(new Heading("relocate-base-images", 3, images, Optional.empty(), true));
            for (int i = 0; i < images; i++) {
                ImageResult result = result(i);
                counts.merge(result.status(), 1L, Long::sum);
                report.result(result);
            }
            report.end(new RunSummary(true, Optional.empty(), counts));
        }
    }

    private static void write(BufferedWriter out, String line) {
        try {
            out.write(line);
            out.write('\n');
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    private static HeaderImage decoded(Bytes window) {
        return ((HeaderCodec.Decoded) HeaderCodec.decode(window)).header();
    }

    private ImageResult result(int number) {
        int group = number % groups;
        ImageReference image = new ImageReference(Path.of(
                "overlays/tenant-" + random.nextInt(500) + "/vm-" + Integer.toHexString(random.nextInt()) + ".qcow2"));
        if (group % 50 == 49) {
            return ImageResult.of(
                    image,
                    Status.REFUSED,
                    List.of(new StepProblem(
                            3,
                            "assert",
                            Problem.error("assertion-" + group, "the owner of " + number + " is not known"))));
        }
        Bytes old = Bytes.utf8("/mnt/nfs1/pool-" + random.nextInt(900) + "/debian-12.qcow2");
        Bytes made = Bytes.utf8("/srv/ceph/pool-" + random.nextInt(900) + "/debian-12.qcow2");
        HeaderExtension format = HeaderExtension.of(ExtensionType.BACKING_FORMAT, Bytes.utf8("qcow2"));
        HeaderExtension label = HeaderExtension.of(0x10000000L + group, Bytes.utf8("moved-" + group));
        HeaderImage before = plain.with(HeaderField.SIZE, (long) (random.nextInt(2000) + 1) << 30)
                .with(HeaderField.L1_SIZE, random.nextInt(4000))
                .with(HeaderField.REFCOUNT_TABLE_OFFSET, (long) random.nextInt(1 << 20) << 16)
                .with(HeaderField.L1_TABLE_OFFSET, (long) random.nextInt(1 << 20) << 16)
                .with(List.of(format), old);
        HeaderImage after = before.with(List.of(format, label), made);
        List<PlannedChange> changes = new ArrayList<>();
        changes.add(new PlannedChange(
                1, "move-backing", false, new Change.BackingFile(Optional.of(old), Optional.of(made))));
        changes.add(new PlannedChange(
                2,
                "add-extension",
                false,
                new Change.Extension(label.label(), 0, Optional.empty(), Optional.of(label))));
        return new ImageResult(
                        image,
                        Status.WOULD_CHANGE,
                        changes,
                        Optional.empty(),
                        Optional.of(UndoClass.SAME_BACKING),
                        List.of())
                .with(new HeaderWindows(before.encode(), after.encode().resized(WINDOW), 1L << 32));
    }
}
