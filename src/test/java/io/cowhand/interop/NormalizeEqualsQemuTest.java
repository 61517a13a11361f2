package io.cowhand.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.bytes.Bytes;
import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.Status;
import io.cowhand.qcow2.ExtensionType;
import io.cowhand.qcow2.HeaderCodec;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.testing.FileState;
import io.cowhand.testing.Qemu;
import io.cowhand.testing.RequiresQemu;
import io.cowhand.testing.Runs;
import io.cowhand.testing.Variants;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An operation followed by {@code normalize} leaves the first cluster that qemu-img leaves after the same change, byte for
 * byte, and the rest of the file as it was.
 */
@Tag("slow")
@RequiresQemu
@Execution(ExecutionMode.SAME_THREAD)
class NormalizeEqualsQemuTest {

    private static final String NORMALIZE = "{op: normalize}";
    private static final Map<Made, Path> IMAGES = new ConcurrentHashMap<>();
    private static final AtomicInteger COPIES = new AtomicInteger();

    @TempDir
    static Path folder;

    /** An image: its version, cluster size and what it has beside data. */
    record Made(String compat, String clusterSize, Kind kind) {
        boolean canBe() {
            boolean large = clusterSize.equals("64k") || clusterSize.equals("2M");
            return (kind.inVersion2 || compat.equals("1.1")) && (kind != Kind.EXTENDED_L2 || large);
        }
    }

    /** What an image has beside data. */
    private enum Kind {
        PLAIN(true, "", ""),
        BACKING(true, "", "-b base.qcow2 -F qcow2"),
        SNAPSHOTS(true, "", ""),
        BITMAPS(false, "", ""),
        LUKS(true, "encrypt.format=luks,encrypt.key-secret=s,encrypt.iter-time=10", "--object secret,id=s,data=abc"),
        DATA_FILE(false, "data_file=data.raw", ""),
        RAW_DATA_FILE(false, "data_file=raw.raw,data_file_raw=on", ""),
        ZSTD(false, "compression_type=zstd", ""),
        EXTENDED_L2(false, "extended_l2=on", "");

        private final boolean inVersion2;
        private final String options;
        private final String arguments;

        Kind(boolean inVersion2, String options, String arguments) {
            this.inVersion2 = inVersion2;
            this.options = options;
            this.arguments = arguments;
        }
    }

    /** A change, and qemu-img's command for it. */
    private enum Change {
        SET_BACKING(
                "{op: set-backing, file: elsewhere/b.raw, format: raw, unsafe: true}",
                "rebase -u -b elsewhere/b.raw -F raw"),
        REMOVE_BACKING("{op: remove-backing, unsafe: true}", "rebase -u -b EMPTY"),
        UPGRADE("{op: upgrade}", "amend -o compat=1.1"),
        LAZY_ON("{op: lazy-refcounts, enabled: true}", "amend -o lazy_refcounts=on"),
        LAZY_OFF("{op: lazy-refcounts, enabled: false}", "amend -o lazy_refcounts=off"),
        CLEAR_RAW("{op: clear-feature, feature: raw-external-data}", "amend -o data_file_raw=off");

        private final String step;
        private final String command;

        Change(String step, String command) {
            this.step = step;
            this.command = command;
        }

        /** Whether qemu-img would do it, but for what it need not look at. */
        private boolean makesSense(Made image) {
            // qemu-img takes options about data files only where there is one.
            return this != CLEAR_RAW || image.kind == Kind.DATA_FILE || image.kind == Kind.RAW_DATA_FILE;
        }
    }

    /** A change of an image. */
    record Case(Made image, Change change) {}

    static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (String compat : List.of("0.10", "1.1")) {
            for (String clusterSize : List.of("512", "4k", "64k", "2M")) {
                for (Kind kind : Kind.values()) {
                    Made image = new Made(compat, clusterSize, kind);
                    for (Change change : Change.values()) {
                        if (image.canBe() && change.makesSense(image)) {
                            cases.add(new Case(image, change));
                        }
                    }
                }
            }
        }
        return cases.stream();
    }

    @BeforeAll
    static void makeFiles() throws IOException {
        Files.createDirectory(folder.resolve("elsewhere"));
        Variants.sparse(folder.resolve("elsewhere/b.raw"), 4 << 20);
        Variants.copy("v3-512", folder, "base.qcow2");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void theFirstClusterIsTheOneThatQemuWrites(Case test) {
        Path original = IMAGES.computeIfAbsent(test.image, NormalizeEqualsQemuTest::make);
        Path ours = copy(original);
        Path theirs = copy(original);
        FileState found = FileState.of(ours);
        int cluster = 1 << found.content().number(20, 4);

        ImageResult result = Runs.apply(ours, test.change.step, NORMALIZE);
        Qemu.Ran ran = Qemu.run(folder, command(test, theirs));

        assertThat(result.status() != Status.REFUSED).as(ran.output()).isEqualTo(ran.ok());
        Bytes content = FileState.of(ours).content();
        assertThat(content.slice(cluster, content.length()))
                .isEqualTo(found.content().slice(cluster, found.content().length()));
        if (ran.ok()) {
            Bytes expected = FileState.of(theirs).content().slice(0, cluster);
            assertThat(withoutDirectoryOffset(content.slice(0, cluster))).isEqualTo(withoutDirectoryOffset(expected));
        } else {
            assertThat(content).isEqualTo(found.content());
        }
        assertThat(Runs.apply(ours, test.change.step, NORMALIZE).status())
                .isEqualTo(result.status() == Status.REFUSED ? Status.REFUSED : Status.UNCHANGED);
    }

    /** With bitmaps QEMU writes their directory elsewhere. */
    private static Bytes withoutDirectoryOffset(Bytes cluster) {
        HeaderImage header = ((HeaderCodec.Decoded) HeaderCodec.decode(cluster)).header();
        List<Integer> at = new ArrayList<>();
        header.forEachExtension(header.extensions().size(), (extension, offset) -> {
            if (extension.is(ExtensionType.BITMAPS)) {
                at.add(offset + 8 + 16);
            }
        });
        return at.isEmpty() ? cluster : cluster.with(at.get(0), Bytes.zeros(8));
    }

    private static Path make(Made made) {
        String name = "made-" + made.compat + "-" + made.clusterSize + "-" + made.kind + ".qcow2";
        String options = "compat=" + made.compat + ",cluster_size=" + made.clusterSize
                + (made.kind.options.isEmpty() ? "" : "," + made.kind.options);
        must("create -q -f qcow2 " + made.kind.arguments + " -o " + options + " " + name + " 4M");
        if (made.kind == Kind.SNAPSHOTS) {
            must("snapshot -c one " + name);
        }
        if (made.kind == Kind.BITMAPS) {
            must("bitmap --add " + name + " one");
        }
        return folder.resolve(name);
    }

    /** On a busy machine qemu-img may fail to time itself when it makes a LUKS header. */
    private static void must(String arguments) {
        String[] words = arguments.trim().split(" +");
        for (int tries = 0; tries < 20; tries++) {
            if (Qemu.img(folder, words).ok()) {
                return;
            }
        }
        Qemu.mustImg(folder, words);
    }

    private static Path copy(Path image) {
        try {
            return Files.copy(image, folder.resolve("copy-" + COPIES.incrementAndGet() + ".qcow2"));
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    private static List<String> command(Case test, Path image) {
        List<String> words = new ArrayList<>(List.of("qemu-img"));
        for (String word : test.change.command.split(" ")) {
            words.add(word.equals("EMPTY") ? "" : word);
        }
        words.addAll(Variants.opening(test.image.kind == Kind.LUKS ? "luks" : "", image));
        return words;
    }
}
