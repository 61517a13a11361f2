package io.cowhand.expression;

import com.google.re2j.Pattern;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** A search as an expression does it for each image: with patterns that were compiled before, and without. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-XX:TieredStopAtLevel=1")
public class PatternBenchmark {

    private static final String TEXT = "/srv/images/customer-4711/disk.qcow2";
    private static final String PATTERN = "customer-[0-9]+/.*\\.qcow2$";

    /** With the compiled pattern. */
    @Benchmark
    public boolean kept() {
        return Search.matches(TEXT, PATTERN);
    }

    /** Compiling the pattern first. */
    @Benchmark
    public boolean compiled() {
        return Pattern.compile(PATTERN).matcher(TEXT).find();
    }
}
