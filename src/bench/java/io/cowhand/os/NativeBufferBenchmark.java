package io.cowhand.os;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** The memory for system calls: what a thread keeps, beside memory that is new for each call. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-XX:TieredStopAtLevel=1")
public class NativeBufferBenchmark {

    /** The memory of the thread. */
    @Benchmark
    public ByteBuffer kept() {
        return NativeBuffer.ofThread().bytes();
    }

    /** New memory. */
    @Benchmark
    public ByteBuffer allocated() {
        return new NativeBuffer().bytes();
    }
}
