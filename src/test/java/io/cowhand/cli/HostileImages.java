package io.cowhand.cli;

import io.cowhand.testing.FirstCluster;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Images whose names, and the names in them, do something to whoever takes them for markup or sends them to a terminal. */
final class HostileImages {

    /** The names of the images, below {@code images}; percent-encoded where Java cannot spell them. */
    static final List<String> NAMES = List.of(
            "%3Cscript%3Ealert(1)%3C/script%3E.qcow2",
            "%3Cimg%20src=x%20onerror=alert(1)%3E.qcow2", "%1B%5B31mred.qcow2", "two%0Alines.qcow2", "caf%E9.qcow2");

    private static final String BACKING = "</script><script>alert(2)</script>\u001b[32m\n.raw";

    private HostileImages() {}

    /** Writes the images and a recipe {@code r.yaml} for them to a folder. */
    static void write(Path folder) throws IOException {
        for (String name : NAMES) {
            Path image = Path.of(URI.create(folder.toUri() + "images/" + name));
            Files.createDirectories(image.getParent());
            FirstCluster.v3(16)
                    .extension(FirstCluster.UNKNOWN, "<img src=x onerror=alert(3)>")
                    .end()
                    .name(BACKING)
                    .write(image, 4 << 16);
        }
        Files.writeString(folder.resolve("r.yaml"), """
                cowhand: 1
                name: "<b onclick=alert(4)>&amp;\\e[31m"
                images: ["images/**/*.qcow2"]
                steps:
                  - {op: set-labels, labels: {"<svg onload=alert(5)>": "</style><script>alert(6)</script>"}}
                """);
    }
}
