package io.cowhand.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.cowhand.testing.Cowhand;
import io.cowhand.testing.Qemu;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The archive of classes of {@code bin/cowhand} is code to the JVM: one that somebody else could have made is not used,
 * and the program only starts slower.
 */
class LauncherIT {

    private static final Path IMAGE = Path.of("examples/images/web-1.qcow2").toAbsolutePath();

    /** One class of every archive, and one of the launcher's own. */
    private static final String ALWAYS = "io.cowhand.Main source: shared objects file (top)";

    private static final String OWN = "io.cowhand.inspect.HeaderReader source: shared objects file (top)";

    @TempDir
    private static Path installed;

    private static Path archive = Path.of("");

    @TempDir
    private Path folder;

    private Path cache = Path.of("");

    /** Installs the program, and has it make its archive. */
    @BeforeAll
    static void install() throws IOException {
        Cowhand.install(installed);
        assertThat(start(installed.resolve("cache"))).contains(OWN);
        List<Path> made = archives(installed.resolve("cache/cowhand"));
        assertThat(made).hasSize(1);
        archive = made.get(0);
    }

    private static List<Path> archives(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    /** Starts the program and returns what the JVM says of the classes that it loads. */
    private static String start(Path cache) {
        return start(cache, "exec " + installed.resolve("bin/cowhand") + " inspect " + IMAGE);
    }

    private static String start(Path cache, String command) {
        Qemu.Ran ran = Qemu.run(
                installed,
                List.of(
                        "env",
                        "JAVA_HOME=" + System.getProperty("java.home"),
                        "COWHAND_JAVA_OPTS=-Xlog:class+load",
                        "XDG_CACHE_HOME=" + cache,
                        "sh",
                        "-c",
                        command));
        assertThat(ran.exit()).as(ran.output()).isZero();
        assertThat(ran.output()).contains("QEMU opens it").doesNotContain("cowhand: ");
        return ran.output();
    }

    /** A cache as the launcher leaves it, in a folder of its own. */
    @BeforeEach
    void makeCache() throws IOException {
        cache = Files.createDirectories(folder.resolve("home/cache"));
        Path own = Files.createDirectory(
                cache.resolve("cowhand"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Files.copy(archive, own.resolve(archive.getFileName()));
        assertThat(start(cache)).contains(OWN);
    }

    private void change(String command, String path) {
        Qemu.Ran ran = Qemu.run(folder, List.of("sh", "-c", command + " " + path));
        assumeTrue(ran.ok(), "takes root: " + ran.output());
    }

    private Path inCache() {
        return cache.resolve("cowhand").resolve(archive.getFileName());
    }

    private void assertNotUsed() throws IOException {
        assertThat(start(cache)).doesNotContain(ALWAYS);
        assertThat(archives(cache.resolve("cowhand"))).containsExactly(inCache());
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "chown 12345, home",
        "chown 12345, home/cache",
        "chown 12345, home/cache/cowhand",
        "chown 12345, home/cache/cowhand/*",
        "chmod g+w, home",
        "chmod g+w, home/cache",
        "chmod o+w, home/cache",
        "chmod g+w, home/cache/cowhand",
        "chmod 1777, home/cache/cowhand",
        "chmod o+w, home/cache/cowhand/*",
        "chmod g+w, home/cache/cowhand/*",
    })
    void whatSomebodyElseMayHaveMadeIsNotUsed(String command, String path) throws IOException {
        change(command, path);

        assertNotUsed();
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "chmod 1777, home",
        "chmod 1775, home/cache",
        "chmod 755, home/cache/cowhand",
        "chmod 400, home/cache/cowhand/*",
        "chgrp 12345, home/cache",
    })
    void whatNobodyElseCanHaveMadeIsUsed(String command, String path) {
        change(command, path);

        assertThat(start(cache)).contains(OWN);
    }

    @Test
    void aStickyFolderOfSomebodyElseIsNotSafe() throws IOException {
        change("chown 12345", "home");
        change("chmod 1777", "home");

        assertNotUsed();
    }

    @Test
    void anArchiveElsewhereIsNotUsed() throws IOException {
        Files.move(inCache(), folder.resolve("elsewhere"));
        Files.createSymbolicLink(inCache(), folder.resolve("elsewhere"));

        assertNotUsed();
    }

    /** Old files of its kind are removed in the folder of the archive, which must not be any folder of root. */
    @Test
    void aLinkToAFolderOfAnotherNameIsNotFollowed() throws IOException {
        Files.move(cache.resolve("cowhand"), folder.resolve("elsewhere"));
        Files.createSymbolicLink(cache.resolve("cowhand"), folder.resolve("elsewhere"));

        assertThat(start(cache)).doesNotContain(ALWAYS);
        assertThat(folder.resolve("elsewhere").toFile().list()).hasSize(1);
    }

    @Test
    void aFifoInTheFoldersPlaceIsNotWaitedFor() throws IOException {
        Files.move(cache.resolve("cowhand"), folder.resolve("elsewhere"));
        change("mkfifo", "home/cache/cowhand");

        assertThat(start(cache)).doesNotContain(ALWAYS);
    }

    @Test
    void whatTheCallerHasOpenStaysOpen() {
        String command = installed.resolve("bin/cowhand") + " inspect /dev/fd/8 8<" + IMAGE;

        assertThat(start(cache, command)).contains("/dev/fd/8: qcow2").doesNotContain(ALWAYS);
    }

    @Test
    void onlyArchivesAreTidiedAway() throws IOException {
        Path own = cache.resolve("cowhand");
        for (String name : new String[] {"1.jsa", "new.abc", "other", "2.jsa"}) {
            Files.createFile(own.resolve(name));
        }
        change("touch -d '40 days ago'", "home/cache/cowhand/[1no]*");
        Files.delete(inCache());

        assertThat(start(cache)).contains(OWN);

        assertThat(archives(own)).containsExactlyInAnyOrder(own.resolve("2.jsa"), own.resolve("other"), inCache());
    }

    @Test
    void aForeignArchiveIsNeverUsedHoweverFastFoldersAreExchanged() throws IOException, InterruptedException {
        Path foreign = Files.createDirectories(folder.resolve("foreign/cowhand"));
        List<String> making = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:+UseSerialGC",
                "-XX:ArchiveClassesAtExit=" + foreign.resolve(archive.getFileName()),
                "-jar",
                installed.resolve("lib/cowhand-app.jar").toString(),
                "--version"));
        assertThat(Qemu.run(folder, making).ok()).isTrue();
        Path moving = folder.resolve("moving");
        Files.createSymbolicLink(moving, folder.resolve("foreign"));
        String used = start(moving);
        assertThat(used).as("as long as it is the user's own").contains(ALWAYS).doesNotContain(OWN);
        change("chown -R 12345", "foreign");

        Process exchange = new ProcessBuilder(
                        "python3",
                        "-c",
                        "import os\nwhile True:\n for to in 'home/cache', 'foreign':\n"
                                + "  os.symlink(to, 'next'); os.rename('next', 'moving')")
                .directory(folder.toFile())
                .start();
        int own = 0;
        int none = 0;
        try {
            for (int i = 0; i < 40; i++) {
                String loaded = start(moving);
                if (loaded.contains(OWN)) {
                    own++;
                } else {
                    assertThat(loaded).doesNotContain(ALWAYS);
                    none++;
                }
            }
        } finally {
            exchange.destroy();
            exchange.waitFor();
        }
        assertThat(own).isPositive();
        assertThat(none).isPositive();
    }

    /** Such as the runtime in the archive of a release: the archive of classes then holds those of the JDK, too. */
    @Test
    void aJavaWithoutAnArchiveOfItsOwnClassesStartsFromOne() throws IOException {
        Path bundled = Files.createDirectory(folder.resolve("bundled"));
        Cowhand.install(bundled);
        Qemu.Ran linked = Qemu.run(
                bundled,
                List.of(
                        System.getProperty("java.home") + "/bin/jlink",
                        "--add-modules",
                        "java.base,java.logging,java.xml,jdk.unsupported",
                        "--output",
                        "runtime"));
        assertThat(linked.ok()).as(linked.output()).isTrue();
        String command = "exec " + bundled.resolve("bin/cowhand") + " inspect " + IMAGE;

        for (String environment : List.of("", "export JAVA_TOOL_OPTIONS=-XX:+UseSerialGC; ")) {
            Path own = Files.createTempDirectory(folder, "own");
            for (String start : List.of("first", "second")) {
                assertThat(start(own, environment + command))
                        .as(environment + start)
                        .contains("java.lang.Object source: shared objects file\n")
                        .contains("io.cowhand.inspect.HeaderReader source: shared objects file\n");
                assertThat(archives(own.resolve("cowhand")))
                        .as(environment + start)
                        .hasSize(1);
            }
        }
    }

    /** Each container of an image has the same files, on a file system of its own. */
    @Test
    void containersOfAnImageShareAnArchive() throws IOException {
        Path container = Files.createDirectory(folder.resolve("container"));
        Path image = Files.createDirectory(folder.resolve("image"));
        Cowhand.install(image);
        String command = "exec " + container.resolve("bin/cowhand") + " inspect " + IMAGE;
        Files.delete(inCache());
        int mounted = 0;
        try {
            for (String name : List.of("one", "other")) {
                Path upper = Files.createDirectory(folder.resolve(name));
                Path work = Files.createDirectory(folder.resolve(name + ".work"));
                change(
                        "mount -t overlay -o lowerdir=" + image + ",upperdir=" + upper + ",workdir=" + work
                                + " overlay",
                        container.toString());
                mounted++;
                assertThat(start(cache, command)).as(name).contains(OWN);
                assertThat(archives(cache.resolve("cowhand"))).as(name).hasSize(1);
            }
        } finally {
            for (; mounted > 0; mounted--) {
                change("umount", container.toString());
            }
        }
    }

    /** Runs a command of an installed program, with a directory for temporary files, and returns what it says. */
    private Qemu.Ran runWithTemporary(Path temporary, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "env",
                "JAVA_HOME=" + System.getProperty("java.home"),
                "COWHAND_JAVA_OPTS=-Djava.io.tmpdir=" + temporary,
                "XDG_CACHE_HOME=" + cache,
                installed.resolve("bin/cowhand").toString()));
        command.addAll(List.of(arguments));
        return Qemu.run(folder, command);
    }

    @Test
    void whatCannotBeUnpackedIsOneMessage() {
        Path missing = folder.resolve("missing");

        Qemu.Ran ran = runWithTemporary(
                missing, "runs", "--state-dir", folder.resolve("state").toString());

        assertThat(ran.exit()).as(ran.output()).isEqualTo(69);
        // Newer JVMs warn of a missing directory themselves, first.
        assertThat(ran.output().strip().replace("WARNING: java.io.tmpdir directory does not exist\n", ""))
                .startsWith("cowhand: a part of the program cannot be loaded: ")
                .contains("unpacked to " + missing)
                .hasLineCount(1);
    }

    @Test
    void aFullDirectoryForTemporaryFilesIsNamedAndLeftAsItWas() throws IOException {
        Path full = Files.createDirectory(folder.resolve("full"));
        change("mount -t tmpfs -o size=16k tmpfs", full.toString());
        try {
            Qemu.Ran ran = runWithTemporary(
                    full, "runs", "--state-dir", folder.resolve("state").toString());

            assertThat(ran.exit()).as(ran.output()).isEqualTo(69);
            assertThat(ran.output().strip())
                    .contains("unpacked to " + full)
                    .doesNotContain("DirectoryNotEmpty")
                    .hasLineCount(1);
            assertThat(full).isEmptyDirectory();
        } finally {
            change("umount", full.toString());
        }
    }

    @Test
    void nothingOfAWaveIsLeftAfterARun() throws IOException {
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        Files.copy(IMAGE, folder.resolve("a.qcow2"));
        Files.copy(IMAGE, folder.resolve("b.qcow2"));
        Files.writeString(folder.resolve("r.yaml"), """
                cowhand: 1
                name: r
                images: [a.qcow2, b.qcow2]
                rollout: {waves: [1, 100%]}
                steps:
                  - {op: add-extension, magic: 0x11223344, text: new}
                """);

        for (String command : List.of("test -s \"$COWHAND_RESULTS\"", "false")) {
            Qemu.Ran ran =
                    runWithTemporary(temporary, "apply", "--state-dir", "state", "--after-wave", command, "r.yaml");
            assertThat(ran.output()).contains("wave 1: 1 image");
            assertThat(ran.exit()).as(ran.output()).isEqualTo(command.equals("false") ? 1 : 0);
            assertThat(temporary).isEmptyDirectory();
        }
    }
}
