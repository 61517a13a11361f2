package io.cowhand.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.cowhand.bytes.Bytes;
import io.cowhand.image.ImageEntry;
import io.cowhand.image.ImageReference;
import io.cowhand.image.ImageResolver;
import io.cowhand.image.LinkPolicy;
import io.cowhand.os.FileStatus;
import io.cowhand.os.FileTree;
import io.cowhand.os.ReadableFile;
import io.cowhand.os.SystemCalls.TrailingLink;
import io.cowhand.problem.Location;
import io.cowhand.problem.Problem;
import io.cowhand.qcow2.HeaderField;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.qcow2.Limits;
import io.cowhand.testing.FirstCluster;
import io.cowhand.testing.ForwardingChannel;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderReaderTest {

    @TempDir
    Path folder;

    @Test
    void theWindowIsTheFirst4KiBHoweverLargeTheCluster() {
        assertThat(read(FirstCluster.v3(21).end()).header().windowLength()).isEqualTo(4096);
    }

    @Test
    void theWindowIsNoLargerThanTheFirstCluster() {
        assertThat(read(FirstCluster.v3(9).end()).header().windowLength()).isEqualTo(512);
    }

    @Test
    void theWindowEndsWithTheStepInWhichTheHeaderEnds() {
        ImageFacts facts = read(FirstCluster.v3(21)
                .extension(FirstCluster.UNKNOWN, Bytes.zeros(50_000))
                .end());

        assertThat(facts.header().end()).isEqualTo(112 + 8 + 50_000 + 8);
        assertThat(facts.header().windowLength()).isEqualTo(53_248);
    }

    @Test
    void aFileShorterThanTheWindowReadsAsIfZerosFollowed() {
        FirstCluster bytes = FirstCluster.v3(16);
        Path image = folder.resolve("image.qcow2");
        bytes.write(image, 104);

        ImageFacts facts = facts(image, 0);

        assertThat(facts.fileSize()).isEqualTo(104);
        assertThat(facts.header().encode()).isEqualTo(bytes.window(104).resized(4096));
    }

    @Test
    void moreMayBeAskedForUpToTheFirstCluster() {
        FirstCluster bytes = FirstCluster.v3(16).end();
        Path image = folder.resolve("image.qcow2");
        bytes.write(image, 1 << 20);

        assertThat(facts(image, 5000).header().encode()).isEqualTo(bytes.window(8192));
        assertThat(facts(image, 65_536).header().encode()).isEqualTo(bytes.cluster());
    }

    @Test
    void aBrokenExtensionThatBeginsWhereAStepEndsIsReadToAnEnd() {
        FirstCluster bytes = FirstCluster.v3(16)
                .extension(FirstCluster.UNKNOWN, Bytes.zeros(4096 - 112 - 8))
                .announce(FirstCluster.UNKNOWN, 0xffff_ffffL);

        assertThat(read(bytes).header().brokenExtension()).hasValue(4096);
    }

    @Test
    void aNameThatBeginsInsideTheFieldsAndPassesTheWindowIsReadToAnEnd() {
        ImageFacts facts = read(FirstCluster.v3(16).end().u64(8, 80).u32(16, 60_000));

        assertThat(facts.header().windowLength()).isEqualTo(4096);
    }

    @Test
    void anEmptyFileIsNoImage() throws IOException {
        Path empty = Files.createFile(folder.resolve("empty"));

        assertThat(HeaderReader.SYSTEM.read(new ImageReference(empty))).isInstanceOf(ReadResult.NotQcow2.class);
    }

    @Test
    void whatIsNoRegularFileIsNotOpened() {
        assertThat(HeaderReader.SYSTEM.read(new ImageReference(folder))).isInstanceOf(ReadResult.Unreadable.class);
        assertThat(HeaderReader.SYSTEM.read(new ImageReference(Path.of("/dev/zero"))))
                .isInstanceOf(ReadResult.Unreadable.class);
    }

    @Test
    void onlyAnEncryptedImagePaysAReadForItsEncryptionHeader() throws IOException {
        FirstCluster pointing = FirstCluster.v3(16)
                .extension(FirstCluster.ENCRYPTION_HEADER, 4 << 16, 4096)
                .end();
        assertThat(positions(FirstCluster.v3(16).end())).containsOnly(0L);
        assertThat(positions(pointing)).as("crypt_method 0").containsOnly(0L);
        assertThat(positions(pointing.u32(32, 1))).as("crypt_method 1").containsOnly(0L);
        assertThat(positions(pointing.u32(32, 2))).containsOnly(0L, 4L << 16);
        assertThat(positions(FirstCluster.v3(16)
                        .u32(32, 2)
                        .extension(FirstCluster.ENCRYPTION_HEADER, 1L << 40, 4096)
                        .end()))
                .as("past the end")
                .containsOnly(0L);
        assertThat(positions(FirstCluster.v3(16)
                        .u32(32, 2)
                        .extension(FirstCluster.ENCRYPTION_HEADER, -1L << 16, 4096)
                        .end()))
                .as("negative, were it signed")
                .containsOnly(0L);
    }

    @Test
    void howeverManyEncryptionHeadersThereAreFewAreRead() throws IOException {
        FirstCluster many = FirstCluster.v3(16).u32(32, 2);
        for (int i = 0; i < 1000; i++) {
            many = many.extension(FirstCluster.ENCRYPTION_HEADER, (i % 100 + 1L) << 16, 4096);
        }
        assertThat(positions(many.end())).hasSizeLessThan(40);
    }

    /** Where an image is read from. */
    private List<Long> positions(FirstCluster bytes) throws IOException {
        List<Long> positions = new ArrayList<>();
        Path path = Files.createTempDirectory(folder, "read").resolve("image.qcow2");
        bytes.write(path, 8L << 20);
        try (ForwardingChannel channel = new ForwardingChannel(FileChannel.open(path, StandardOpenOption.READ)) {
            @Override
            public int read(ByteBuffer into, long position) throws IOException {
                positions.add(position);
                return super.read(into, position);
            }
        }) {
            assertThat(HeaderReader.SYSTEM.readStable(
                            ReadableFile.of(channel), FileStatus.ofRegular(path), new ImageReference(path), 0))
                    .isInstanceOf(ReadResult.Readable.class);
        }
        return positions;
    }

    @Test
    void aHeaderThatIsComparedIsReadOnceIfThereAreNoTables() {
        List<Long> reads = new ArrayList<>();
        HeaderReader counting = new HeaderReader(countingTree(reads));
        Path path = folder.resolve("image.qcow2");
        FirstCluster plain = FirstCluster.v3(16).end();
        plain.write(path, 8L << 20);
        assertThat(counting.readToCompare(new ImageReference(path), 0)).isInstanceOf(ReadResult.Readable.class);
        assertThat(reads).containsExactly(0L);

        reads.clear();
        assertThat(counting.read(new ImageReference(path), 0)).isInstanceOf(ReadResult.Readable.class);
        assertThat(reads).containsExactly(0L, 0L);

        reads.clear();
        Path withSnapshot = folder.resolve("snapshot.qcow2");
        plain.u32(60, 1).u64(64, 2 << 16).write(withSnapshot, 8L << 20);
        assertThat(counting.readToCompare(new ImageReference(withSnapshot), 0)).isInstanceOf(ReadResult.Readable.class);
        assertThat(reads).startsWith(0L).contains(2L << 16).endsWith(0L);
    }

    /** The files of the system, with a record of where they are read. */
    private static FileTree countingTree(List<Long> reads) {
        return (FileTree) Proxy.newProxyInstance(
                FileTree.class.getClassLoader(), new Class<?>[] {FileTree.class}, (proxy, method, arguments) -> {
                    Object result = method.invoke(FileTree.SYSTEM, arguments);
                    return result instanceof ReadableFile file ? counting(file, reads) : result;
                });
    }

    private static ReadableFile counting(ReadableFile file, List<Long> reads) {
        return (ReadableFile) Proxy.newProxyInstance(
                ReadableFile.class.getClassLoader(),
                new Class<?>[] {ReadableFile.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("read")) {
                        reads.add((Long) arguments[1]);
                    }
                    return method.invoke(file, arguments);
                });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, Limits.MAX_CLUSTER_SIZE})
    void aHeaderThatChangesMeanwhileIsReadAgainUntilItDoesNot(int window) throws IOException {
        ReadResult reading = readStable(3, window);

        assertThat(reading).isInstanceOf(ReadResult.Readable.class);
        assertThat(((ReadResult.Readable) reading).facts().header().get(HeaderField.SIZE))
                .isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, Limits.MAX_CLUSTER_SIZE})
    void aHeaderThatDoesNotStopChangingIsNotRead(int window) throws IOException {
        ReadResult reading = readStable(Integer.MAX_VALUE, window);

        assertThat(reading).isInstanceOf(ReadResult.Unreadable.class);
        assertThat(((ReadResult.Unreadable) reading).problem().code()).isEqualTo("header-changing");
    }

    /** What lies behind the header is shown, and a broken header may be decoded from it. */
    @Test
    void aByteBehindTheHeaderThatDoesNotStopChangingIsNoticed() throws IOException {
        ReadResult reading = readStable(Integer.MAX_VALUE, Limits.MAX_CLUSTER_SIZE, 60_000);

        assertThat(problem(reading).code()).isEqualTo("header-changing");
    }

    @Test
    void anImageThatWasListedIsReadWhateverBecameOfItsContent() throws IOException {
        Path image = image("pool/image.qcow2");
        ImageReference listed = listed("pool/*.qcow2");
        Files.writeString(image, "longer", StandardOpenOption.APPEND);

        assertThat(HeaderReader.SYSTEM.read(listed)).isInstanceOf(ReadResult.Readable.class);
    }

    @Test
    void anImageThatWasExchangedForALinkIsNotRead() throws IOException {
        Path image = image("pool/image.qcow2");
        Path other = image("other/image.qcow2");
        for (String entry : List.of("pool/*.qcow2", "pool/image.qcow2")) {
            ImageReference listed = listed(entry);
            Files.move(image, folder.resolve("aside"));
            Files.createSymbolicLink(image, other);

            assertReplaced(listed);
            Files.move(folder.resolve("aside"), image, StandardCopyOption.REPLACE_EXISTING);
            assertThat(HeaderReader.SYSTEM.read(listed)).isInstanceOf(ReadResult.Readable.class);
        }
    }

    @Test
    void anImageWhoseFolderWasExchangedForALinkIsNotRead() throws IOException {
        image("pool/deep/image.qcow2");
        image("other/deep/image.qcow2");
        ImageReference listed = listed("pool/*/image.qcow2");
        Files.move(folder.resolve("pool"), folder.resolve("aside"));
        Files.createSymbolicLink(folder.resolve("pool"), Path.of("other"));

        assertReplaced(listed);
    }

    @Test
    void anImageThatCameWhereNothingWasListedIsNotRead() throws IOException {
        Files.createSymbolicLink(folder.resolve("dangling"), Path.of("image.qcow2"));
        ImageReference missing = listed("image.qcow2");
        ImageReference dangling = listed("dang*");
        assertThat(problem(HeaderReader.SYSTEM.read(missing)).code()).isEqualTo("unreadable");
        assertThat(problem(HeaderReader.SYSTEM.read(dangling)).message()).isEqualTo("no such file");
        image("image.qcow2");

        assertReplaced(missing);
        assertReplaced(dangling);
        assertThat(HeaderReader.SYSTEM.read(new ImageReference(missing.path())))
                .isInstanceOf(ReadResult.Readable.class);
    }

    @Test
    void anImageBehindALinkThatIsFollowedIsRead() throws IOException {
        image("image.qcow2");
        Files.createSymbolicLink(folder.resolve("link"), Path.of("image.qcow2"));

        assertThat(HeaderReader.SYSTEM.read(listed("link"))).isInstanceOf(ReadResult.Readable.class);
        assertThat(HeaderReader.SYSTEM.read(listed("l*"))).isInstanceOf(ReadResult.Readable.class);
    }

    @Test
    void anImageBehindALinkThatIsNotFollowedIsNotRead() throws IOException {
        image("image.qcow2");
        Files.createSymbolicLink(folder.resolve("link"), Path.of("image.qcow2"));
        ImageReference refused = listed("link", LinkPolicy.REFUSE);

        assertThat(problem(HeaderReader.SYSTEM.read(refused)).code()).isEqualTo("link-not-trusted");
    }

    private Path image(String name) throws IOException {
        Path path = folder.resolve(name);
        Files.createDirectories(path.getParent());
        FirstCluster.v3(16).end().write(path, 8L << 20);
        return path;
    }

    private ImageReference listed(String entry) {
        return listed(entry, LinkPolicy.OWNER);
    }

    private ImageReference listed(String entry, LinkPolicy links) {
        ImageEntry only = new ImageEntry(entry, List.of(), Location.NOWHERE);
        return new ImageResolver(folder, links)
                .resolve(List.of(only))
                .images()
                .iterator()
                .next();
    }

    private static void assertReplaced(ImageReference image) {
        Problem problem = problem(HeaderReader.SYSTEM.read(image));
        assertThat(problem.code()).isEqualTo("image-replaced");
        assertThat(problem.message()).contains("since the images were listed");
    }

    private static Problem problem(ReadResult reading) {
        assertThat(reading).isInstanceOf(ReadResult.Unreadable.class);
        return ((ReadResult.Unreadable) reading).problem();
    }

    /** Reads an image whose size field counts how often it was changed: after each read, until a number is reached. */
    private ReadResult readStable(int last, int window) throws IOException {
        return readStable(last, window, 24);
    }

    /** Reads an image that counts at an offset how often it was changed: after each read, until a number is reached. */
    private ReadResult readStable(int last, int window, int offset) throws IOException {
        Path path = folder.resolve("image.qcow2");
        FirstCluster bytes = FirstCluster.v3(16).end().u64(24, 0);
        bytes.write(path, 8L << 20);
        try (ChangingImage channel = new ChangingImage(path, last, offset)) {
            return HeaderReader.SYSTEM.readStable(
                    ReadableFile.of(channel), FileStatus.ofRegular(path), new ImageReference(path), window);
        }
    }

    /** An image that another program writes whenever it has been read. */
    private static final class ChangingImage extends ForwardingChannel {
        private final int last;
        private final int offset;
        private int changes;

        ChangingImage(Path path, int last, int offset) throws IOException {
            super(FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE));
            this.last = last;
            this.offset = offset;
        }

        @Override
        public int read(ByteBuffer into, long position) throws IOException {
            int count = super.read(into, position);
            if (changes < last) {
                changes++;
                write(ByteBuffer.allocate(8).putLong(0, changes), offset);
            }
            return count;
        }
    }

    /** The path may have led to another file when the status was read, and an attribute cache (NFS) may be out of date. */
    @Test
    void theSizeIsThatOfTheOpenFileNotOfTheStatus() throws IOException {
        Path path = folder.resolve("image.qcow2");
        FirstCluster.v3(16).write(path, 8L << 20);
        FileStatus now = FileStatus.of(path);
        FileStatus stale = new FileStatus(now.id(), now.mode(), now.owner(), 4096);
        try (ReadableFile file = FileTree.SYSTEM.open(path, TrailingLink.FOLLOWED)) {
            ReadResult reading = HeaderReader.SYSTEM.readFirstCluster(file, stale, new ImageReference(path));
            assertThat(reading).isInstanceOf(ReadResult.Readable.class);
            assertThat(((ReadResult.Readable) reading).facts().fileSize()).isEqualTo(8L << 20);
        }
    }

    private ImageFacts read(FirstCluster bytes) {
        Path image = folder.resolve("image.qcow2");
        bytes.write(image, 8L << 20);
        return facts(image, 0);
    }

    private static ImageFacts facts(Path image, int window) {
        ReadResult reading = assertTimeoutPreemptively(
                Duration.ofSeconds(10), () -> HeaderReader.SYSTEM.read(new ImageReference(image), window));
        assertThat(reading).isInstanceOf(ReadResult.Readable.class);
        return ((ReadResult.Readable) reading).facts();
    }
}
