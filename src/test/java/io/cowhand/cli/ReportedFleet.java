package io.cowhand.cli;

import io.cowhand.testing.FirstCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A small fleet with something of everything that a report can show, and a recipe for it. */
final class ReportedFleet {

    static final int OVERLAYS = 120;

    private static final int CLUSTER_BITS = 16;
    private static final long SIZE = 4L << CLUSTER_BITS;

    private ReportedFleet() {}

    /** Writes the images and the recipe {@code relocate.yaml} to a folder. */
    static void write(Path folder) throws IOException {
        Path overlays = Files.createDirectories(folder.resolve("overlays"));
        for (int i = 1; i <= OVERLAYS; i++) {
            FirstCluster image = i % 40 == 0 ? FirstCluster.v2(CLUSTER_BITS) : FirstCluster.v3(CLUSTER_BITS);
            image.u64(24, (i % 7 + 1L) << 30).u32(36, 16 * (i % 7 + 1L));
            if (i % 3 == 0) {
                image.extension(FirstCluster.BACKING_FORMAT, "qcow2");
            }
            if (i % 25 == 0) {
                image.extension(FirstCluster.UNKNOWN, "written by the old backup tool");
            }
            String store = i % 11 == 0 ? "/srv/ceph" : "/mnt/nfs1";
            image.end().name(store + (i % 2 == 0 ? "/debian-12.qcow2" : "/postgres/base.qcow2"));
            image.write(overlays.resolve(String.format(Locale.ROOT, "vm-%04d.qcow2", i)), SIZE);
        }
        Files.writeString(overlays.resolve("vm-0121.qcow2"), "not an image, although its name says so");
        FirstCluster.v3(CLUSTER_BITS).u32(20, 40).end().write(overlays.resolve("vm-0122.qcow2"), SIZE);
        Files.writeString(folder.resolve("relocate.yaml"), """
                cowhand: 1
                name: relocate-base-images
                images: [overlays/*.qcow2]
                steps:
                  - {op: move-backing, from: /mnt/nfs1, to: /srv/ceph}
                  - {op: set-backing-format, format: qcow2, if-present: keep}
                  - {op: assert, that: version >= 3, message: "upgrade the image first (version is 2)"}
                rollout:
                  waves: [1, 10, 25%, 100%]
                  max-failures: 5
                """);
    }
}
