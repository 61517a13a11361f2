package io.cowhand.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cowhand.testing.Qemu;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** CEL takes longer to load than a short run, so that only a recipe with expressions loads it. */
class LoadingTest {

    /** Does all that a recipe without expressions does, and compiles one if it is given one. */
    public static final class Program {
        private Program() {}

        /** Prints what becomes of the expressions. */
        public static void main(String... sources) {
            ExpressionCompiler compiler = new ExpressionCompiler(Map.of("old", "x"), Set.of("ticket"));
            System.out.println(Template.parse("$${plain}") + " " + Template.parse("${version}"));
            System.out.println(BackingFacts.NONE + " " + ValueType.ANY.words());
            for (String source : sources) {
                System.out.println(compiler.compile(source));
            }
        }
    }

    private static String loaded(String... sources) {
        return run("-Xlog:class+load", sources);
    }

    private static String run(String option, String... sources) {
        Qemu.Ran ran = Qemu.run(
                Path.of("."),
                Stream.concat(
                                Stream.of(
                                        System.getProperty("java.home") + "/bin/java",
                                        option,
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        Program.class.getName()),
                                Arrays.stream(sources))
                        .toList());
        assertThat(ran.exit()).as(ran.output()).isZero();
        return ran.output();
    }

    @Test
    void celIsNotLoadedBeforeAnExpressionIsCompiled() {
        assertThat(loaded())
                .contains(Template.class.getName())
                .doesNotContain("dev.cel.", "com.google.protobuf.", "com.google.common.", "org.antlr.");
    }

    @Test
    void anExpressionLoadsIt() {
        assertThat(loaded("version == 3")).contains("dev.cel.");
    }

    /** Protocol Buffers calls what newer JVMs warn of on standard error, where the messages of the program are. */
    @Test
    void nothingIsWarnedOfWithTheOptionOfTheLauncher() throws IOException {
        String option = "--sun-misc-unsafe-memory-access=allow";
        assertThat(Files.readString(Path.of("bin/cowhand")))
                .contains("[ \"$major\" -lt 24 ] || options=\"$options " + option + "\"");
        assumeTrue(Runtime.version().feature() >= 24, "older JVMs do not warn, and do not know the option");

        assertThat(run("-Xshare:auto", "version == 3")).contains("WARNING");
        assertThat(run(option, "version == 3")).contains("version == 3").doesNotContain("WARNING");
    }
}
