package io.cowhand.expression;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.bytes.Bytes;
import io.cowhand.qcow2.BitmapDirectory;
import io.cowhand.qcow2.ExtensionPayload;
import io.cowhand.qcow2.HeaderCodec;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.testing.FirstCluster;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An image, a recipe's variables, and what expressions make of them. */
final class Expressions {

    static final int CLUSTER_BITS = 9;

    private static final long LABELS = 0x434f5748L;
    private static final int BITMAPS_BIT = 1;

    static final Map<String, Object> VARS = Map.of(
            "old",
            "/mnt/nfs1",
            "na-me",
            "dashed",
            "count",
            BigInteger.TEN,
            "huge",
            BigInteger.ONE.shiftLeft(63),
            "on",
            true,
            "list",
            List.of("a", "b"),
            "formats",
            Map.of("/mnt/nfs1/base", "raw"));

    static final ExpressionCompiler COMPILER = new ExpressionCompiler(VARS, Set.of("ticket"));

    static final BackingFacts BACKING =
            new BackingFacts(true, "", "/mnt/nfs1/base", "qcow2", 1 << 20, 2, List.of("corrupt"), false);

    private Expressions() {}

    /** An image of 1 MiB with a backing file, a label, a bitmap, and extensions. */
    static FirstCluster image() {
        return FirstCluster.v3(CLUSTER_BITS)
                .u64(24, 1 << 20)
                .u64(80, 1)
                .u64(88, BITMAPS_BIT)
                .extension(FirstCluster.BACKING_FORMAT, "raw")
                .extension(LABELS, "{\"owner\":\"ops\"}")
                .extension(FirstCluster.UNKNOWN, "hello")
                .end()
                .name("/mnt/nfs1/base");
    }

    static ImageFacts facts(FirstCluster image) {
        BitmapDirectory bitmaps = new BitmapDirectory(
                new ExtensionPayload.Bitmaps(1, 0, 32, 1 << 20),
                1 << 20,
                1 << CLUSTER_BITS,
                List.of(new BitmapDirectory.Entry(
                        new BitmapDirectory.Fixed(0, 0, 0, 1, 16, 5, 0), Bytes.utf8("daily"))),
                List.of());
        return new ImageFacts(
                ((HeaderCodec.Decoded) HeaderCodec.decode(image.cluster())).header(),
                4096,
                "vms/web.qcow2",
                "/srv/vms",
                Optional.empty(),
                Optional.of(bitmaps),
                List.of());
    }

    static Scope scope() {
        return scope(image());
    }

    static Scope scope(FirstCluster image) {
        return new Scope(facts(image), () -> "reader", header -> BACKING, Map.of("owner", "me", "na-me", "x"));
    }

    static Expression compile(String source) {
        Compilation compilation = COMPILER.compile(source);
        assertThat(compilation).as(source).isInstanceOf(Expression.class);
        return (Expression) compilation;
    }

    static Evaluation evaluate(String source) {
        return compile(source).evaluate(scope());
    }

    /** Returns the value of an expression, with numbers as {@code long}. */
    static Object value(String source) {
        Evaluation evaluation = evaluate(source);
        assertThat(evaluation).as(source).isInstanceOf(Evaluation.Value.class);
        Object value = ((Evaluation.Value) evaluation).value();
        return value instanceof BigInteger number ? (Object) number.longValueExact() : value;
    }

    static Evaluation.Failed failure(String source) {
        Evaluation evaluation = evaluate(source);
        assertThat(evaluation).as(source).isInstanceOf(Evaluation.Failed.class);
        return (Evaluation.Failed) evaluation;
    }

    static List<Fault> faults(String source) {
        Compilation compilation = COMPILER.compile(source);
        assertThat(compilation).as(source).isInstanceOf(Rejected.class);
        return ((Rejected) compilation).faults();
    }
}
