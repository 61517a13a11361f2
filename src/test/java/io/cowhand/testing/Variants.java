package io.cowhand.testing;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** One real image of every kind, made once by {@code images/make-images.sh} with qemu-img. */
public final class Variants {

    private static final int BLOCK = 4096;
    private static final byte[] ZEROS = new byte[BLOCK];
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

    /** The names of the images. */
    public static List<String> names() {
        return all().stream()
                .map(image -> image.getFileName().toString().replace(".qcow2", ""))
                .toList();
    }

    /** A copy of an image, with whatever it needs beside it, in a folder. */
    public static Path copy(String name, Path folder) {
        return copy(name, folder, name + ".qcow2");
    }

    /** A copy of an image under a name of its own, with whatever it needs beside it, in a folder. */
    public static Path copy(String name, Path folder, String file) {
        try {
            if (name.startsWith("datafile") && Files.notExists(folder.resolve("data.raw"))) {
                sparse(folder.resolve("data.raw"), Files.size(FOLDER.resolve("data.raw")));
            }
            return sparseCopy(get(name), folder.resolve(file));
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    /** A file of zeros that takes no space. */
    public static Path sparse(Path path, long size) {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(size);
            return path;
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    /** A copy that leaves holes for zeros: a test then syncs kilobytes, not megabytes. */
    private static Path sparseCopy(Path from, Path to) throws IOException {
        byte[] content = Files.readAllBytes(from);
        try (RandomAccessFile copy = new RandomAccessFile(to.toFile(), "rw")) {
            copy.setLength(content.length);
            for (int at = 0; at < content.length; at += BLOCK) {
                int end = Math.min(at + BLOCK, content.length);
                if (!Arrays.equals(content, at, end, ZEROS, 0, end - at)) {
                    copy.seek(at);
                    copy.write(content, at, end - at);
                }
            }
        }
        return to;
    }

    /** What to say to qemu-img so that it opens a copy of an image with all that it needs. */
    public static List<String> opening(String name, Path copy) {
        String file = copy.getFileName().toString();
        return name.equals("luks")
                ? List.of(
                        "--object",
                        "secret,id=s,data=abc",
                        "--image-opts",
                        "driver=qcow2,file.filename=" + file + ",encrypt.format=luks,encrypt.key-secret=s")
                : List.of("-f", "qcow2", file);
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
