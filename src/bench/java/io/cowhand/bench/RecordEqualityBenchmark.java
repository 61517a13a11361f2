package io.cowhand.bench;

import io.cowhand.bytes.Bytes;
import io.cowhand.os.FileId;
import io.cowhand.qcow2.HeaderCodec;
import io.cowhand.qcow2.HeaderExtension;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.testing.FirstCluster;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the first call of {@code equals} takes in a new JVM, which every run pays, and what the later ones take: for the
 * records that write the method out, and for the same components in records that leave it to the JVM.
 */
@State(Scope.Benchmark)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RecordEqualityBenchmark {

    private record Extension(long magic, Bytes data, Bytes padding) {}

    private record Image(Bytes fields, List<Extension> extensions, Bytes endMarker, Bytes gap, Bytes name, Bytes tail) {}

    private record File(long device, long inode) {}

    private record Directory(Path from, Path directory) {}

    @Param({"header", "header-generated", "file", "file-generated", "paths-generated"})
    private String pair;

    private Object one;
    private Object other;

    /** Makes two equal values that share no storage. */
    @Setup
    public void make() {
        one = value();
        other = value();
    }

    private Object value() {
        return switch (pair) {
            case "header" -> header();
            case "header-generated" -> {
                HeaderImage header = header();
                List<Extension> extensions = header.extensions().stream()
                        .map(RecordEqualityBenchmark::generated)
                        .toList();
                yield new Image(
                        header.fields(), extensions, header.endMarker(), header.gap(), header.name(), header.tail());
            }
            case "file" -> new FileId(2049, 123_456);
            case "file-generated" -> new File(2049, 123_456);
            case "paths-generated" -> new Directory(Path.of("/srv"), Path.of("images"));
            default -> throw new IllegalArgumentException(pair);
        };
    }

    private static Extension generated(HeaderExtension extension) {
        return new Extension(extension.magic(), extension.data(), extension.padding());
    }

    private static HeaderImage header() {
        Bytes window = FirstCluster.v3(16)
                .extension(FirstCluster.BACKING_FORMAT, "qcow2")
                .end()
                .name("/mnt/nfs1/base.qcow2")
                .window(4096);
        return ((HeaderCodec.Decoded) HeaderCodec.decode(window)).header();
    }

    /** The first call. */
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    @Fork(value = 20, jvmArgsAppend = "-XX:TieredStopAtLevel=1")
    @Warmup(iterations = 0)
    @Measurement(iterations = 1)
    public boolean first() {
        return one.equals(other);
    }

    /** A later call. */
    @Benchmark
    @BenchmarkMode(Mode.AverageTime)
    @Fork(value = 1, jvmArgsAppend = "-XX:TieredStopAtLevel=1")
    @Warmup(iterations = 3, time = 1)
    @Measurement(iterations = 5, time = 1)
    public boolean later() {
        return one.equals(other);
    }
}
