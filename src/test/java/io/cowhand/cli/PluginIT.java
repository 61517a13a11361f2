package io.cowhand.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.testing.LocalRepository;
import io.cowhand.testing.Qemu;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Plug-ins, loaded by the program as it is installed: {@code bin/cowhand} with {@code lib/cowhand-app.jar}. */
class PluginIT {

    private static final Path EXAMPLE = Path.of("examples/plugin");

    @TempDir
    private static Path installed;

    @TempDir
    private Path folder;

    private Path plugins;

    /** Installs the program, and builds the example with Maven, offline, by its own pom, against the library of this build. */
    @BeforeAll
    static void install() throws IOException {
        Path bin = Files.createDirectory(installed.resolve("bin"));
        Path lib = Files.createDirectory(installed.resolve("lib"));
        Files.copy(Path.of("bin/cowhand"), bin.resolve("cowhand"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.copy(Path.of(System.getProperty("cowhand.app")), lib.resolve("cowhand-app.jar"));
        Path repository = Files.createDirectory(installed.resolve("repository"));
        LocalRepository.create(
                repository,
                Path.of(System.getProperty("maven.repo.local")),
                System.getProperty("cowhand.version"),
                Path.of(System.getProperty("cowhand.library")),
                Path.of("pom.xml"));
        Qemu.Ran built = Qemu.run(
                Path.of("").toAbsolutePath(),
                List.of(
                        "env",
                        "JAVA_HOME=" + System.getProperty("java.home"),
                        System.getProperty("maven.home") + "/bin/mvn",
                        "-o",
                        "-q",
                        "-f",
                        EXAMPLE.resolve("pom.xml").toString(),
                        "-Dmaven.repo.local=" + repository,
                        "-Dcowhand.version=" + System.getProperty("cowhand.version"),
                        "-Dplugin.build=" + installed.resolve("plugin"),
                        "package"));
        assertThat(built.ok()).as(built.output()).isTrue();
    }

    @BeforeEach
    void makeFolders() throws IOException {
        plugins = Files.createDirectory(folder.resolve("plugins"));
        Files.copy(Path.of("examples/images/web-1.qcow2"), folder.resolve("image.qcow2"));
    }

    private void useExample(String as) throws IOException {
        Files.copy(installed.resolve("plugin/cowhand-build-id-1.0.jar"), plugins.resolve(as));
    }

    private Qemu.Ran cowhand(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "env",
                "JAVA_HOME=" + System.getProperty("java.home"),
                "XDG_CACHE_HOME=" + installed,
                "COWHAND_STATE_DIR=" + installed.resolve("state")));
        command.add(installed.resolve("bin/cowhand").toString());
        command.addAll(List.of(arguments));
        return Qemu.run(folder, command);
    }

    private String recipe(String step) throws IOException {
        Files.writeString(
                folder.resolve("r.yaml"), "cowhand: 1\nname: r\nimages: [image.qcow2]\nsteps:\n  - {" + step + "}\n");
        return "r.yaml";
    }

    @Test
    void theExampleIsValidatedListedPlannedAndAppliedLikeABuiltInOperation() throws IOException {
        useExample("build-id.jar");
        String recipe = recipe("op: set-build-id, id: 42");

        assertThat(cowhand("validate", recipe).output()).contains("unknown operation \"set-build-id\"");
        assertThat(cowhand("ops", "--plugins", "plugins").output()).contains("set-build-id", "move-backing");
        assertThat(cowhand("ops", "set-build-id", "--plugins", "plugins").output())
                .contains("id  (whole number, required)", "Images of a later build.");
        assertThat(cowhand("schema", "--plugins", "plugins").output()).contains("op-set-build-id");
        Qemu.Ran plan = cowhand("plan", "--plugins", "plugins", recipe);
        assertThat(plan.output())
                .contains("+ extension 0x424c4944 hex 0000002a")
                .contains("1 would change");
        assertThat(cowhand("apply", "--plugins", "plugins", recipe).output()).contains("1 changed");
        assertThat(cowhand("apply", "--plugins", "plugins", recipe).output()).contains("1 unchanged");
        assertThat(cowhand("apply", "--plugins", "plugins", recipe("op: set-build-id, id: 41"))
                        .output())
                .contains("the image is of a later build than 41");
    }

    @Test
    void itsArgumentsAreCheckedWhereTheyStand() throws IOException {
        useExample("build-id.jar");

        Qemu.Ran ran = cowhand("validate", "--plugins", "plugins", recipe("op: set-build-id, id: none"));

        assertThat(ran.exit()).isEqualTo(65);
        assertThat(ran.output()).startsWith("r.yaml:5:28: /steps/0/id: must be a whole number");
    }

    @Test
    void itsArgumentsMayBeExpressionsOfWhichItDoesNotKnow() throws IOException {
        useExample("build-id.jar");

        assertThat(cowhand("plan", "--plugins", "plugins", recipe("op: set-build-id, id: '${version + 39}'"))
                        .output())
                .contains("+ extension 0x424c4944 hex 0000002a")
                .contains("1 would change");
        assertThat(cowhand("plan", "--plugins", "plugins", recipe("op: set-build-id, id: '${version - 4}'"))
                        .output())
                .contains("id (r.yaml:5:28) is -1: must be from 1 to 999999999");
        assertThat(cowhand("plan", "--plugins", "plugins", recipe("op: set-build-id, id: '${name}'"))
                        .output())
                .startsWith("r.yaml:5:28: /steps/0/id: the expression gives text; a whole number is needed");
    }

    @Test
    void theEnvironmentMayNameTheDirectory() throws IOException {
        useExample("build-id.jar");

        Qemu.Ran ran = Qemu.run(
                folder,
                List.of(
                        "env",
                        "JAVA_HOME=" + System.getProperty("java.home"),
                        "COWHAND_PLUGINS=" + plugins,
                        installed.resolve("bin/cowhand").toString(),
                        "ops"));

        assertThat(ran.output()).contains("set-build-id");
    }

    @Test
    void twoHandlersOfOneNameAreAnErrorAndNothingIsWritten() throws IOException {
        useExample("a.jar");
        useExample("b.jar");

        assertRefused("org.example.buildid.SetBuildId of a.jar and org.example.buildid.SetBuildId of b.jar");
    }

    @Test
    void aJarThatIsNoneIsAnError() throws IOException {
        Files.writeString(plugins.resolve("a.jar"), "no jar");

        assertRefused("plugins/a.jar is not a readable jar");
    }

    @Test
    void whatIsNoFileIsNotOpened() {
        assertThat(Qemu.run(plugins, List.of("mkfifo", "a.jar")).ok()).isTrue();

        Qemu.Ran ran = cowhand("ops", "--plugins", "plugins");

        assertThat(ran.exit()).isEqualTo(64);
        assertThat(ran.output()).contains("plugins/a.jar is not a regular file");
    }

    @Test
    void aJarWithoutAnOperationIsAnError() throws IOException {
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(plugins.resolve("a.jar")))) {
            jar.putNextEntry(new ZipEntry("nothing"));
        }

        assertRefused("plugins/a.jar provides no operation");
    }

    @Test
    void aDirectoryThatIsNotThereIsAnError() throws IOException {
        Files.delete(plugins);

        assertRefused("the directory of plug-ins plugins cannot be listed: no such file");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "throw new IllegalStateException(\"boom\");|\"faulty\"|plugins/faulty.jar cannot be loaded: java.lang.Ill",
                "|throwing()|operation org.example.Faulty has a defect: java.lang.IllegalStateException: boom",
                "|\"Not A Name\"|\"Not A Name\" is not a valid name of an operation",
                "|null|\"null\" is not a valid name of an operation",
                "|failing()|operation org.example.Faulty has a defect: java.lang.AssertionError: boom",
                "|\"set-backing\"|two handlers for operation set-backing"
            })
    void aHandlerThatCannotBeMadeOrAskedIsAnError(String constructor, String name, String message) throws IOException {
        compile(constructor == null ? "" : constructor, name, "HeaderEdit.edited(facts.header())");

        assertRefused(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "throwing()|this is a bug in the operation: java.lang.IllegalStateException: boom",
                "failing()|this is a bug in the operation: java.lang.AssertionError: boom",
                "null|this is a bug in the operation",
                "HeaderEdit.edited(longer(facts.header()))|it returned 520 bytes for a window of 512"
            })
    void anEditThatThrowsOrReturnsAnotherSizeRefusesTheImage(String edit, String message) throws IOException {
        compile("", "\"faulty\"", edit);
        byte[] before = Files.readAllBytes(folder.resolve("image.qcow2"));

        Qemu.Ran ran = cowhand("apply", "--plugins", "plugins", recipe("op: faulty"));

        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.output()).contains(message).contains("1 refused");
        assertThat(Files.readAllBytes(folder.resolve("image.qcow2"))).isEqualTo(before);
    }

    private void assertRefused(String message) throws IOException {
        byte[] before = Files.readAllBytes(folder.resolve("image.qcow2"));

        Qemu.Ran ran = cowhand("apply", "--plugins", "plugins", recipe("op: set-feature, feature: lazy-refcounts"));

        assertThat(ran.exit()).isEqualTo(64);
        assertThat(ran.output()).startsWith("cowhand: ").contains(message).hasLineCount(1);
        assertThat(Files.readAllBytes(folder.resolve("image.qcow2"))).isEqualTo(before);
    }

    /** Makes {@code plugins/faulty.jar} with a handler of these parts. */
    private void compile(String constructor, String name, String edit) throws IOException {
        Path source = folder.resolve("Faulty.java");
        Files.writeString(source, """
                package org.example;

                import io.cowhand.bytes.Bytes;
                import io.cowhand.operation.*;
                import io.cowhand.qcow2.HeaderImage;

                public final class Faulty implements OperationHandler {
                    public Faulty() { %s }
                    public String name() { return %s; }
                    public String summary() { return "Fails"; }
                    public String schema() { return "{}"; }
                    public String example() { return "op: faulty"; }
                    public Binding bind(Arguments arguments) { return Binding.of(facts -> %s); }
                    static <T> T throwing() { throw new IllegalStateException("boom"); }
                    static <T> T failing() { throw new AssertionError("boom"); }
                    static HeaderImage longer(HeaderImage header) {
                        return new HeaderImage(header.fields(), header.extensions(), header.endMarker(), header.gap(),
                                header.name(), Bytes.zeros(header.tail().length() + 8));
                    }
                }
                """.formatted(constructor, name, edit));
        Path classes = Files.createDirectory(folder.resolve("classes"));
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-cp",
                        System.getProperty("cowhand.library"),
                        "-d",
                        classes.toString(),
                        source.toString());
        assertThat(failed).isZero();
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(plugins.resolve("faulty.jar")))) {
            jar.putNextEntry(new ZipEntry("org/example/Faulty.class"));
            jar.write(Files.readAllBytes(classes.resolve("org/example/Faulty.class")));
            jar.putNextEntry(new ZipEntry("META-INF/services/io.cowhand.operation.OperationHandler"));
            jar.write("org.example.Faulty".getBytes(StandardCharsets.US_ASCII));
        }
    }
}
