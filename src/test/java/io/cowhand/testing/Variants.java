package io.cowhand.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** One real image of every kind, made once by {@code images/make-images.sh} with qemu-img. */
public final class Variants {

    private static final Path FOLDER = make();

    private Variants() {}

    /** The images; they must not be changed. */
    public static List<Path> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".qcow2"))
                    .sorted()
                    .toList();
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    /** The image of a name such as {@code v3}; it must not be changed. */
    public static Path get(String name) {
        return FOLDER.resolve(name + ".qcow2");
    }

    /** A copy of an image, with whatever it needs beside it, in a folder. */
    public static Path copy(String name, Path folder) {
        try {
            Path data = FOLDER.resolve("data.raw");
            if (name.startsWith("datafile") && Files.notExists(folder.resolve("data.raw"))) {
                Files.copy(data, folder.resolve("data.raw"));
            }
            return Files.copy(get(name), folder.resolve(name + ".qcow2"));
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    private static Path make() {
        try {
            Path folder = Files.createTempDirectory("cowhand-variants");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            Path script = folder.resolve("make-images.sh");
            try (var source = Variants.class.getResourceAsStream("/images/make-images.sh")) {
                Files.copy(source, script);
            }
            Qemu.Ran ran = Qemu.run(folder, List.of("bash", script.toString(), folder.toString()));
            if (!ran.ok()) {
                throw new AssertionError(ran.output());
            }
            return folder;
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException leftBehind) {
            throw new UncheckedIOException(leftBehind);
        }
    }
}
