package io.cowhand;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.operation.OperationCatalog;
import io.cowhand.testing.Qemu;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library's jar, as another program meets it: a module that shows its API, and nothing of anybody else's. */
class LibraryIT {

    private static final Path LIBRARY = Path.of(System.getProperty("cowhand.library"));

    private static final Set<String> API = Set.of(
            "io.cowhand",
            "io.cowhand.fleet",
            "io.cowhand.bytes",
            "io.cowhand.diff",
            "io.cowhand.operation",
            "io.cowhand.problem",
            "io.cowhand.qcow2",
            "io.cowhand.undo");

    @TempDir
    private Path folder;

    private static List<String> entries(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(entry -> entry.getName())
                    .toList();
        }
    }

    private static ModuleDescriptor module() {
        return ModuleFinder.of(LIBRARY).find("io.cowhand").orElseThrow().descriptor();
    }

    @Test
    void itHoldsNoForeignClassesAndNoCommandLine() throws IOException {
        assertThat(entries(LIBRARY))
                .contains("module-info.class", "META-INF/LICENSE", "io/cowhand/qcow2/HeaderCodec.class")
                .allMatch(name -> name.equals("module-info.class") || name.matches("(io/cowhand|META-INF)/.*"))
                .noneMatch(name -> name.startsWith("io/cowhand/cli/") || name.equals("io/cowhand/Main.class"));
    }

    @Test
    void theProgramIsOneJarWithoutModules() throws IOException {
        assertThat(entries(Path.of(System.getProperty("cowhand.app"))))
                .contains("io/cowhand/Main.class", "picocli/CommandLine.class", "org/yaml/snakeyaml/nodes/Node.class")
                .doesNotHaveDuplicates()
                .noneMatch(name -> name.endsWith("module-info.class"))
                .noneMatch(name -> name.matches("META-INF/.*\\.(SF|DSA|RSA)"));
    }

    @Test
    void theModuleExportsTheApiAlone() {
        assertThat(module().exports().stream().map(ModuleDescriptor.Exports::source))
                .containsExactlyInAnyOrderElementsOf(API);
        assertThat(module().exports()).noneMatch(ModuleDescriptor.Exports::isQualified);
        assertThat(module().opens()).isEmpty();
        assertThat(module().isOpen()).isFalse();
    }

    /** Whoever compiles against the API must be able to name all that it mentions. */
    @Test
    void theApiMentionsNothingButItselfAndTheJdk() throws IOException {
        Set<String> hidden = new TreeSet<>();
        for (String entry : entries(LIBRARY)) {
            String name = entry.replaceFirst("\\.class$", "").replace('/', '.');
            if (entry.endsWith(".class") && API.contains(name.replaceFirst("\\.[^.]*$", ""))) {
                Signatures.mentionedBy(name).stream()
                        .filter(type -> !API.contains(type.getPackageName()))
                        .filter(type -> type.getModule() != Object.class.getModule())
                        .filter(type -> !type.getPackageName().equals("org.jspecify.annotations"))
                        .forEach(type -> hidden.add(name + " mentions " + type.getName()));
            }
        }
        assertThat(hidden).isEmpty();
    }

    @Test
    void aProgramReadsAHeaderAndFindsTheOperationsOfTheModuleAndOfTheClassPath() throws IOException {
        Path program = compile("""
                import io.cowhand.bytes.Bytes;
                import io.cowhand.operation.*;
                import io.cowhand.qcow2.*;

                public final class Program implements OperationHandler {
                    public String name() { return "own"; }
                    public String summary() { return "Fails"; }
                    public String schema() { return "{}"; }
                    public String example() { return "op: own"; }
                    public Binding bind(Arguments arguments) { return Binding.invalid("", ""); }

                    public static void main(String... names) throws java.io.IOException {
                        byte[] image = java.nio.file.Files.readAllBytes(java.nio.file.Path.of(names[0]));
                        Bytes window = Bytes.copyOf(java.nio.ByteBuffer.wrap(image, 0, 512));
                        HeaderCodec.Decoded decoded = (HeaderCodec.Decoded) HeaderCodec.decode(window);
                        System.out.println("clusters of " + (1 << decoded.header().get(HeaderField.CLUSTER_BITS)));
                        System.out.println(HeaderCodec.class.getModule() + " for " + Program.class.getModule());
                        System.out.println(OperationCatalog.load().find("own").isPresent());
                        System.out.println(OperationCatalog.load().handlers().size());
                    }
                }
                """, "");
        Path services = Files.createDirectories(program.resolve("META-INF/services"));
        Files.writeString(services.resolve("io.cowhand.operation.OperationHandler"), "Program\n");

        Qemu.Ran ran = Qemu.run(
                folder,
                List.of(
                        System.getProperty("java.home") + "/bin/java",
                        "--module-path",
                        modulePath(),
                        "--add-modules",
                        "io.cowhand",
                        "--class-path",
                        program.toString(),
                        "Program",
                        Path.of("examples/images/web-1.qcow2").toAbsolutePath().toString()));

        assertThat(ran.output().lines())
                .containsExactly(
                        "clusters of 512",
                        "module io.cowhand for unnamed module @" + ran.output().replaceFirst("(?s).*@(\\w+).*", "$1"),
                        "true",
                        String.valueOf(OperationCatalog.load().handlers().size() + 1));
    }

    /** CEL's jars share packages, so that they can only be on the class path, and the module has to look there. */
    @Test
    void theModuleFindsWhatExpressionsNeedOnTheClassPath() throws IOException {
        Path source = Files.writeString(folder.resolve("Evaluates.java"), """
                public final class Evaluates {
                    public static void main(String... sources) {
                        var compiler = new io.cowhand.expression.ExpressionCompiler(java.util.Map.of(), java.util.Set.of());
                        var expression = (io.cowhand.expression.Expression) compiler.compile(sources[0]);
                        System.out.println(expression.getClass().getModule() + ": " + expression.evaluateStatic());
                    }
                }
                """);

        Qemu.Ran ran = Qemu.run(
                folder,
                List.of(
                        System.getProperty("java.home") + "/bin/java",
                        "--module-path",
                        modulePath(),
                        "--add-modules",
                        "io.cowhand",
                        "--add-exports",
                        "io.cowhand/io.cowhand.expression=ALL-UNNAMED",
                        "--class-path",
                        jars(
                                "compiler|runtime|common|protobuf|protobuf-java|guava|failureaccess|antlr4-runtime|threeten-extra"),
                        source.toString(),
                        "'a1'.matches('[0-9]') && 1 + 1 == 2"));

        assertThat(ran.output().lines()).contains("module io.cowhand: Value[value=true]");
    }

    @Test
    void aProgramDoesNotSeeWhatIsNotExported() throws IOException {
        compile(
                "class Program { io.cowhand.plan.Planner planner; }",
                "package io.cowhand.plan is declared in module io.cowhand, which does not export it");
    }

    /** Compiles a program against the module, which must fail with a message where one is given. */
    private Path compile(String text, String message) throws IOException {
        Path source = Files.writeString(folder.resolve("Program.java"), text);
        Path classes = Files.createDirectory(folder.resolve("classes"));
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said, true);
        int exit = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(
                        out,
                        out,
                        "-proc:none",
                        "-cp",
                        "" + classes,
                        "-p",
                        modulePath(),
                        "--add-modules",
                        "io.cowhand",
                        "-d",
                        "" + classes,
                        "" + source);
        assertThat(exit == 0).as(said.toString()).isEqualTo(message.isEmpty());
        assertThat(said.toString()).contains(message);
        return classes;
    }

    /** The library, and the dependencies that it has at run time. */
    private static String modulePath() {
        return LIBRARY
                + File.pathSeparator
                + jars(
                        "snakeyaml|jackson-[a-z]+|json-schema-validator|slf4j-api|re2j|commons-(codec|csv|io)|jna|jspecify");
    }

    /** Returns the jars of dependencies whose names match. */
    private static String jars(String names) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(path -> path.matches(".*/(" + names + ")-[0-9][^/]*\\.jar"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
