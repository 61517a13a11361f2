package io.cowhand.image;

import static io.cowhand.image.Fleet.entry;
import static io.cowhand.image.Fleet.files;
import static io.cowhand.image.Fleet.found;
import static io.cowhand.image.Fleet.resolve;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class GlobWalkTest {

    @TempDir
    Path folder;

    @Test
    void findsFilesAtAnyDepthTheTopIncluded() throws IOException {
        files(folder, "vms/a.qcow2", "vms/x/b.qcow2", "vms/x/y/c.qcow2", "vms/x/y/c.raw", "other/d.qcow2");
        assertThat(found(folder, "vms/**/*.qcow2")).containsExactly("vms/a.qcow2", "vms/x/b.qcow2", "vms/x/y/c.qcow2");
        assertThat(found(folder, "vms/**")).hasSize(4);
        assertThat(found(folder, "**/y/*")).containsExactly("vms/x/y/c.qcow2", "vms/x/y/c.raw");
        assertThat(found(folder, "**/x/**/c.*")).containsExactly("vms/x/y/c.qcow2", "vms/x/y/c.raw");
        assertThat(found(folder, "*/*.qcow2")).containsExactly("other/d.qcow2", "vms/a.qcow2");
        assertThat(found(folder, "*/x/b.qcow2")).containsExactly("vms/x/b.qcow2");
    }

    @Test
    void findsAbsoluteAndRelativeAlternativesTogether() throws IOException {
        files(folder, "in/a.q", "in/b.q", "out/c.q");
        Path in = folder.resolve("in");
        assertThat(found(folder, "{in,out,missing}/{a,c}.q")).containsExactly("in/a.q", "out/c.q");
        assertThat(found(in, folder + "/out/*.q")).containsExactly("../out/c.q");
        assertThat(found(in, "{*.q," + folder + "/out/*.q}")).containsExactly("a.q", "b.q", "../out/c.q");
        assertThat(resolve(in, entry("../out/?.q")).images())
                .containsExactly(new ImageReference(in.resolve("../out/c.q")));
    }

    @Test
    void leavesHiddenNamesToPatternsThatNameTheDot() throws IOException {
        files(folder, "a.q", ".b.q", ".git/c.q", ".git/deep/d.q");
        assertThat(found(folder, "**/*.q")).containsExactly("a.q");
        assertThat(found(folder, "*/*.q")).isEmpty();
        assertThat(found(folder, ".*.q")).containsExactly(".b.q");
        assertThat(found(folder, "{.,}*.q")).containsExactly(".b.q", "a.q");
        assertThat(found(folder, ".git/**/*.q")).containsExactly(".git/c.q", ".git/deep/d.q");
    }

    @Test
    void followsLinksToDirectoriesByNameAndStarButNotByAnyDepth() throws IOException {
        files(folder, "real/a.q");
        Files.createSymbolicLink(folder.resolve("link"), Path.of("real"));
        Files.createSymbolicLink(folder.resolve("real/up"), Path.of(".."));
        Files.createSymbolicLink(folder.resolve("real/self"), Path.of("self"));
        assertThat(found(folder, "link/*.q")).containsExactly("link/a.q");
        assertThat(found(folder, "l*/*.q")).containsExactly("link/a.q");
        assertThat(found(folder, "**/*.q")).containsExactly("real/a.q");
        assertThat(found(folder, "**/up/link/*.q")).containsExactly("real/up/link/a.q");
    }

    @Test
    void findsFilesOfEveryKindButDirectories() throws Exception {
        files(folder, "d.q/inside", "a.q");
        Files.createSymbolicLink(folder.resolve("dangling.q"), Path.of("nowhere"));
        Files.createSymbolicLink(folder.resolve("todir.q"), Path.of("d.q"));
        Files.createSymbolicLink(folder.resolve("self.q"), Path.of("self.q"));
        assertThat(new ProcessBuilder("mkfifo", folder.resolve("fifo.q").toString())
                        .start()
                        .waitFor())
                .isZero();
        assertThat(found(folder, "*.q")).containsExactly("a.q", "dangling.q", "fifo.q", "self.q");
        assertThat(found(folder, "{dangling,d,none}.q")).containsExactly("dangling.q");
        assertThat(found(folder, "a.q/*")).isEmpty();
        assertThat(found(folder, "{d,todir}*/inside")).containsExactly("d.q/inside");
    }

    @Test
    void staysAGlobWhereAFileHasTheGlobsName() throws IOException {
        files(folder, "*.q", "a.q");
        assertThat(found(folder, "*.q")).containsExactly("*.q", "a.q");
        assertThat(found(folder, "\\*.q")).containsExactly("*.q");
    }

    @Test
    void findsNamesOfAllSorts() throws IOException {
        files(folder, "new\nline.q", "q\"uo'te.q", "sp ace.q", "-dash.q", "back\\slash.q", "[x].q", "😀.q");
        Path notUtf8 = Path.of(URI.create(folder.toUri() + "z%FF.q"));
        Files.createFile(notUtf8);
        assertThat(resolve(folder, entry("*.q")).images()).hasSize(8).contains(new ImageReference(notUtf8));
        assertThat(resolve(folder, entry("z?.q")).images()).containsExactly(new ImageReference(notUtf8));
        assertThat(resolve(folder, entry("{z\ufffd,none}.q")).images()).isEmpty();
        assertThat(found(folder, "?.q", "z*")).containsExactly("😀.q");
        assertThat(found(folder, "new?line.q")).containsExactly("new\nline.q");
    }

    @Test
    void visitsADirectoryOnceHoweverManyWaysLeadToIt() throws IOException {
        Path deep = folder;
        for (int i = 0; i < 200; i++) {
            deep = deep.resolve("a");
        }
        Files.createDirectories(deep);
        files(deep, "b");
        assertThat(found(folder, "**/a/".repeat(60) + "b")).hasSize(1);
        assertThat(found(folder, "**/*/".repeat(60) + "b")).hasSize(1);
    }

    @Test
    void needsNoStackForDepth() throws Exception {
        Path deep = folder;
        for (int i = 0; i < 1_900; i++) {
            deep = Files.createDirectory(deep.resolve("d"));
        }
        files(deep, "a.q");
        List<ImageReference> images = new ArrayList<>();
        Thread small = new Thread(
                null, () -> resolve(folder, entry("**/*.q")).images().forEach(images::add), "small", 200_000);
        small.start();
        small.join();
        // JUnit takes minutes to delete so deep a tree.
        for (Path made = deep.resolve("a.q"); !made.equals(folder); made = made.getParent()) {
            Files.delete(made);
        }
        assertThat(images).containsExactly(new ImageReference(deep.resolve("a.q")));
    }

    @Test
    void namesTheDirectoryThatIsTooDeepToBeListed() throws IOException {
        String name = "n".repeat(250);
        Path left = folder;
        Path right = folder.resolve("moved");
        for (int i = 0; i < 10; i++) {
            left = left.resolve(name);
            right = right.resolve(name);
        }
        Files.createDirectories(left);
        Files.createDirectories(right);
        files(folder, "a.q");
        // Paths are limited to 4,096 bytes, trees are not.
        Path moved = left.resolve("moved");
        Files.move(folder.resolve("moved"), moved);
        Resolution resolution = resolve(folder, entry("**/*.q"), entry("a.q"), entry("**/none"));
        Files.move(moved, folder.resolve("moved"));

        assertThat(resolution.images()).containsExactly(new ImageReference(folder.resolve("a.q")));
        assertThat(resolution.empty()).isEmpty();
        assertThat(resolution.problems()).hasSize(2).allSatisfy(problem -> {
            assertThat(problem.code()).isEqualTo("directory-not-listed");
            assertThat(problem.location()).isEqualTo(Fleet.WHERE);
            assertThat(problem.message())
                    .startsWith("the directory " + moved)
                    .contains(" cannot be listed: File name too long; to skip it, exclude it with");
        });
    }

    @Test
    void reportsANameThatIsTooLong() {
        String name = "n".repeat(300);
        assertThat(resolve(folder, entry("{" + name + ",x}/*")).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message())
                        .startsWith("the directory " + folder + " cannot be listed: File name too long"));
    }

    @Test
    @Timeout(10)
    void namesTheDirectoryWhoseListingFailsHalfway() throws Exception {
        // The network of a process that has ended, but that its parent does not ask for, is there and not listable.
        Process parent = new ProcessBuilder("sh", "-c", "sleep 0.2 & echo $!; exec sleep 60").start();
        try (BufferedReader output = parent.inputReader()) {
            Path net = Path.of("/proc", output.readLine(), "net");
            while (!Files.readString(net.resolveSibling("status")).contains("Z (zombie)")) {
                Thread.onSpinWait();
            }
            assertThat(resolve(folder, entry(net + "/*")).problems())
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.message())
                            .startsWith("the directory " + net + " cannot be listed: Invalid argument"));
        } finally {
            parent.destroy();
        }
    }

    @Test
    void namesTheLinkThatLeadsToItselfUnlessItIsExcluded() throws IOException {
        files(folder, "d/a.q");
        Files.createSymbolicLink(folder.resolve("self"), Path.of("self"));
        assertThat(resolve(folder, entry("*/*.q")).problems()).hasSize(1);
        assertThat(found(folder, "*/*.q", "self/**")).containsExactly("d/a.q");
    }

    @Test
    void doesNotLookIntoDirectoriesThatAreExcludedWithAllTheyHold() throws IOException {
        files(folder, "d/a.q", "shut/x/b.q");
        Path shut = folder.resolve("shut");
        assertThat(found(folder, "**/*.q", "shut/**")).containsExactly("d/a.q");
        assertThat(found(folder, "**/*.q", "**/x/**")).containsExactly("d/a.q");
        assertThat(found(folder, "**/*.q", "shut")).containsExactly("d/a.q", "shut/x/b.q");
        withPermissions(shut, "---------", () -> {
            assertThat(found(folder, "**/*.q", "shut/**")).containsExactly("d/a.q");
            assertThat(resolve(folder, entry("**/*.q", "shut/*")).problems()).hasSize(1);
        });
    }

    @Test
    void namesTheDirectoryThatMayNotBeListed() throws IOException {
        files(folder, "open/a.q", "shut/b.q", "blind/c.q");
        Path shut = folder.resolve("shut");
        Path blind = folder.resolve("blind");
        withPermissions(
                shut,
                "-wx------",
                () -> withPermissions(blind, "rw-------", () -> {
                    Resolution resolution = resolve(folder, entry("*/*.q"), entry("{shut,blind}/{b,c,none}.q"));
                    assertThat(resolution.images())
                            .extracting(ImageReference::path)
                            .containsExactly(folder.resolve("open/a.q"), folder.resolve("shut/b.q"));
                    assertThat(resolution.problems())
                            .extracting(problem -> problem.message().replaceFirst(";.*", ""))
                            .containsExactlyInAnyOrder(
                                    "the directory " + shut + " cannot be listed: permission denied",
                                    "the directory " + blind + " cannot be listed: permission denied",
                                    "the directory " + blind + " cannot be listed: permission denied");
                }));
    }

    private interface Check {
        void run() throws IOException;
    }

    private static void withPermissions(Path directory, String permissions, Check check) throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString(permissions));
        try {
            Assumptions.assumeFalse(Files.isReadable(directory) && Files.isExecutable(directory), "root may do all");
            check.run();
        } finally {
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        }
    }
}
