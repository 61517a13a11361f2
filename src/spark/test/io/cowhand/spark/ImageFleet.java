package io.cowhand.spark;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Images made with qemu-img, whose bytes can be compared and put back. */
final class ImageFleet {

    private final Path folder;
    private final List<Path> all = new ArrayList<>();
    private final Map<Path, byte[]> before = new TreeMap<>();

    ImageFleet(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    /** Adds copies of some images of different kinds, in turn, up to a number of images. */
    void fill(int images) throws IOException, InterruptedException {
        List<byte[]> kinds = new ArrayList<>();
        for (String options : List.of(
                "compat=0.10,cluster_size=4096",
                "compat=1.1,cluster_size=4096",
                "compat=1.1,cluster_size=4096,lazy_refcounts=on",
                "compat=1.1,cluster_size=4096,extended_l2=off,refcount_bits=8",
                "compat=0.10,cluster_size=8192")) {
            kinds.add(make("-o", options));
        }
        kinds.add(make("-o", "compat=0.10,cluster_size=4096", "-F", "raw", "-b", "/nowhere/base.raw", "-u"));
        for (int i = all.size(); i < images; i++) {
            add(String.format("vm-%05d.qcow2", i), kinds.get(i % kinds.size()));
        }
    }

    private byte[] make(String... options) throws IOException, InterruptedException {
        Path image = folder.resolve("kind.tmp");
        List<String> line = new ArrayList<>(List.of("qemu-img", "create", "-q", "-f", "qcow2"));
        line.addAll(List.of(options));
        line.addAll(List.of(image.toString(), "64k"));
        Program.must(line.toArray(String[]::new));
        byte[] content = Files.readAllBytes(image);
        Files.delete(image);
        return content;
    }

    /** Adds an image. */
    Path add(String name, byte[] content) throws IOException {
        Path image = Files.write(folder.resolve(name), content);
        all.add(image);
        return image;
    }

    /** Adds images with headers that no program should trust. */
    void addHostile() throws IOException, InterruptedException {
        byte[] good = make("-o", "compat=1.1,cluster_size=4096");
        add("empty.qcow2", new byte[0]);
        add("short.qcow2", Arrays.copyOf(good, 100));
        add("noise.qcow2", "no image at all".repeat(500).getBytes(StandardCharsets.UTF_8));
        add("version.qcow2", with(good, 7, 9));
        add("cluster-bits.qcow2", with(good, 23, 200));
        add("unknown-feature.qcow2", with(good, 72, 0x80));
        add("header-length.qcow2", with(good, 100, 0xff));
        add("name with space, \"quotes\" and \u00fcmlaut.qcow2", good);
        add("marked.qcow2", with(good, 4, 0x80));
    }

    private static byte[] with(byte[] content, int at, int value) {
        byte[] changed = content.clone();
        changed[at] = (byte) value;
        return changed;
    }

    List<Path> images() {
        return List.copyOf(all);
    }

    /** Remembers the bytes of all images. */
    void remember() throws IOException {
        for (Path image : all) {
            before.put(image, Files.readAllBytes(image));
        }
    }

    /** Writes the bytes that were remembered into the same files. */
    void putBack() throws IOException {
        for (Map.Entry<Path, byte[]> image : before.entrySet()) {
            Files.write(image.getKey(), image.getValue(), StandardOpenOption.TRUNCATE_EXISTING);
        }
    }

    /** Returns a digest of the bytes of each image. */
    Map<Path, String> digests() throws IOException {
        Map<Path, String> digests = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path image : files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .toList()) {
                digests.put(image, sha256(Files.readAllBytes(image)));
            }
        }
        return digests;
    }

    private static String sha256(byte[] content) {
        try {
            return new BigInteger(1, MessageDigest.getInstance("SHA-256").digest(content)).toString(16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
