package io.cowhand.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExpressionThreadsTest {

    @Test
    void oneExpressionServesSeveralThreads() throws Exception {
        ExpressionCompiler compiler = new ExpressionCompiler(Map.of("old", "x"), Set.of());
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Boolean>> results = IntStream.range(0, 8)
                    .mapToObj(thread -> threads.submit(() -> isRight(compiler, "owner-" + thread)))
                    .toList();
            for (Future<Boolean> result : results) {
                assertThat(result.get()).isTrue();
            }
        } finally {
            threads.shutdown();
        }
    }

    private static final String SOURCE =
            "[1, 2, 3].map(i, row.owner + string(i)).join(vars.old) + (row.owner.matches('owner-[0-9]') ? '!' : '?')";

    private static boolean isRight(ExpressionCompiler compiler, String owner) {
        Expression expression = (Expression) compiler.compile(SOURCE);
        Scope scope = Expressions.scope();
        Scope own = new Scope(scope.facts(), scope.inUse(), scope.backing(), Map.of("owner", owner));
        Evaluation expected = new Evaluation.Value(owner + "1x" + owner + "2x" + owner + "3!");
        return IntStream.range(0, 500)
                .allMatch(round -> expression.evaluate(own).equals(expected));
    }
}
