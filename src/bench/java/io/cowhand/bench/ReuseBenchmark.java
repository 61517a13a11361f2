package io.cowhand.bench;

import io.cowhand.bytes.Bytes;
import io.cowhand.bytes.SimilarDigests;
import io.cowhand.inspect.ImageFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What the program keeps in order to use it again, each beside the work that this saves. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-XX:TieredStopAtLevel=1")
public class ReuseBenchmark {

    private static final int BLOCK = 4096;
    private static final int ENTRY = 8;
    private static final int ENTRIES = 65_536;

    private final SimilarDigests digests = new SimilarDigests();
    private final Bytes[] headers = {header(1), header(2)};
    private int turn;

    private Path file;
    private FileChannel channel;
    private Bytes content;

    /** Makes a file of zeros. */
    @Setup
    public void open() throws IOException {
        file = Files.createTempFile("reuse", ".img");
        Files.write(file, new byte[ENTRY * ENTRIES]);
        channel = FileChannel.open(file, StandardOpenOption.READ);
        content = Bytes.zeros(BLOCK);
    }

    /** Removes the file. */
    @TearDown
    public void close() throws IOException {
        channel.close();
        Files.delete(file);
    }

    private static Bytes header(int last) {
        return Bytes.concat(List.of(Bytes.zeros(599), Bytes.of(last)));
    }

    /** SimilarDigests: the digest of 600 bytes. */
    @Benchmark
    public Bytes digest() {
        return headers[turn++ & 1].sha256();
    }

    /** SimilarDigests: the digest of 600 bytes that begin like the ones before. */
    @Benchmark
    public Bytes digestOfSimilar() {
        return digests.sha256(headers[turn++ & 1]);
    }

    /** Bytes: reading a block into a new array and comparing it. */
    @Benchmark
    public boolean compareInNewArray() throws IOException {
        return Bytes.read(BLOCK, buffer -> channel.read(buffer, 0)).equals(content);
    }

    /** Bytes: reading a block into the thread's array and comparing it. */
    @Benchmark
    public boolean compareInKeptArray() throws IOException {
        return content.isStartOf(buffer -> channel.read(buffer, 0));
    }

    /** ImageFile: all entries of a table of 512 KiB, each read from the file. */
    @Benchmark
    public long entriesRead() throws IOException {
        return ImageFile.open(file, image -> {
            long sum = 0;
            for (int i = 0; i < ENTRIES; i++) {
                sum += image.read((long) i * ENTRY, ENTRY).number(0, ENTRY);
            }
            return sum;
        });
    }

    /** ImageFile: the same through the block that was read last. */
    @Benchmark
    public long entriesBuffered() throws IOException {
        return ImageFile.open(file, image -> {
            long sum = 0;
            for (int i = 0; i < ENTRIES; i++) {
                sum += image.readBuffered((long) i * ENTRY, ENTRY).number(0, ENTRY);
            }
            return sum;
        });
    }
}
