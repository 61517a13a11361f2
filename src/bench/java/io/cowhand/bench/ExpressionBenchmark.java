package io.cowhand.bench;

import io.cowhand.expression.Evaluation;
import io.cowhand.expression.Expression;
import io.cowhand.expression.ExpressionCompiler;
import io.cowhand.qcow2.HeaderCodec;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.testing.FirstCluster;
import java.util.Map;
import java.util.Set;
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

/** What a compiled expression takes for one image. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "-XX:TieredStopAtLevel=1")
public class ExpressionBenchmark {

    private final ExpressionCompiler compiler = new ExpressionCompiler(Map.of("old", "/mnt/nfs1"), Set.of());
    private final Expression prefix = (Expression) compiler.compile("backing_file.startsWith(vars.old + '/')");
    private final Expression macro =
            (Expression) compiler.compile("extensions.exists(e, e.type == 'backing-format' && e.text == 'qcow2')");
    private final io.cowhand.expression.Scope scope = io.cowhand.expression.Scope.of(new ImageFacts(
            ((HeaderCodec.Decoded) HeaderCodec.decode(FirstCluster.v3(16)
                            .extension(FirstCluster.BACKING_FORMAT, "qcow2")
                            .end()
                            .name("/mnt/nfs1/base.qcow2")
                            .window(4096)))
                    .header(),
            196_616,
            "vm.qcow2"));

    /** A condition on one field. */
    @Benchmark
    public Evaluation prefix() {
        return prefix.evaluate(scope);
    }

    /** A condition on a list, which is converted for it. */
    @Benchmark
    public Evaluation macro() {
        return macro.evaluate(scope);
    }
}
