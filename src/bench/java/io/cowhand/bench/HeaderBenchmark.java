package io.cowhand.bench;

import io.cowhand.bytes.Bytes;
import io.cowhand.plan.ImagePlan;
import io.cowhand.plan.Planner;
import io.cowhand.qcow2.HeaderCodec;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.testing.FirstCluster;
import io.cowhand.testing.Steps;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What one header takes in memory, without a disk: its window of 4 KiB decoded, encoded, and planned. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-XX:TieredStopAtLevel=1")
public class HeaderBenchmark {

    private final Bytes window = FirstCluster.v3(16)
            .extension(FirstCluster.BACKING_FORMAT, "qcow2")
            .end()
            .name("/mnt/nfs1/base.qcow2")
            .window(4096);
    private final HeaderImage header = ((HeaderCodec.Decoded) HeaderCodec.decode(window)).header();
    private final ImageFacts facts = new ImageFacts(header, 196_616, "vm.qcow2");
    private final Planner planner = new Planner(Steps.of("{op: move-backing, from: /mnt/nfs1, to: /srv/ceph}"));

    /** From bytes to a header. */
    @Benchmark
    public HeaderCodec.Decoding decode() {
        return HeaderCodec.decode(window);
    }

    /** Back to bytes. */
    @Benchmark
    public Bytes encode() {
        return header.encode();
    }

    /** One move-backing, with all rules before and after it, and the changes. */
    @Benchmark
    public ImagePlan plan() {
        return planner.plan(facts);
    }
}
