package io.cowhand.operation;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.bytes.Bytes;
import io.cowhand.testing.HeaderBytes;
import java.io.StringWriter;
import java.math.BigInteger;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The handler in the documentation of {@link OperationHandler} compiles, binds and edits. */
class DocumentedHandlerTest {

    private static final Path DOCUMENTATION = Path.of("src/main/java/io/cowhand/operation/OperationHandler.java");
    private static final long BLID = 0x424c4944L;

    @TempDir
    private Path folder;

    @Test
    void theExampleWorks() throws Exception {
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            compile(Files.writeString(folder.resolve("SetBuild.java"), example()));
            OperationHandler handler = (OperationHandler)
                    loader.loadClass("SetBuild").getConstructor().newInstance();

            assertThat(OperationCatalog.of(List.of(handler)).find("set-build")).contains(handler);
            HeaderEdit edit = bound(handler, 42);
            HeaderBytes image = HeaderBytes.v3(16).extension(0xabcd, "x");
            HeaderEdit.Edited once = (HeaderEdit.Edited) edit.edit(image.facts());
            assertThat(once.header().extensions(BLID))
                    .singleElement()
                    .satisfies(extension -> assertThat(extension.data()).isEqualTo(Bytes.of(0, 0, 0, 42)));
            HeaderEdit.Outcome again = edit.edit(image.facts().with(once.header()));
            assertThat(again).isEqualTo(HeaderEdit.edited(once.header()));
        }
    }

    private static HeaderEdit bound(OperationHandler handler, int build) {
        Arguments arguments = new Arguments(Map.of("build", BigInteger.valueOf(build)), Map.of(), false);
        return ((Binding.Bound) handler.bind(arguments)).edit();
    }

    private static String example() throws Exception {
        String source = Files.readString(DOCUMENTATION);
        String start = " * <pre>{@code\n";
        int from = source.indexOf(start) + start.length();
        return source.substring(from, source.indexOf(" * }</pre>", from))
                .lines()
                .map(line -> line.replaceFirst("^ \\* ?", ""))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private void compile(Path source) throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            StringWriter messages = new StringWriter();
            List<String> options = List.of(
                    "-Xlint:all",
                    "-proc:none",
                    "-d",
                    folder.toString(),
                    "-classpath",
                    System.getProperty("java.class.path"));
            boolean good = compiler.getTask(
                            messages, files, null, options, null, files.getJavaFileObjects(source.toFile()))
                    .call();
            assertThat(good).as("the example compiles: %s", messages).isTrue();
        }
    }
}
