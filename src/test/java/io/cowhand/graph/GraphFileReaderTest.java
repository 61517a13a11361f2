package io.cowhand.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.bytes.Bytes;
import io.cowhand.graph.GraphFile.Role;
import io.cowhand.image.ImageReference;
import io.cowhand.inspect.BackingTarget;
import io.cowhand.os.FileTree;
import io.cowhand.os.TimeLimit;
import io.cowhand.qcow2.DiskFormat;
import io.cowhand.rule.Overlay;
import io.cowhand.testing.FirstCluster;
import io.cowhand.testing.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class GraphFileReaderTest {

    @TempDir
    private Path folder;

    private static GraphFileReader reader() {
        return new GraphFileReader(FileTree.SYSTEM, TimeLimit.DEFAULT);
    }

    private GraphFile read(String name) {
        return read(reader(), name);
    }

    private GraphFile read(GraphFileReader reader, String name) {
        return reader.read(new ImageReference(folder.resolve(name)), Role.IMAGE);
    }

    private void overlay(String file, String name) {
        FirstCluster.v3(16)
                .extension(FirstCluster.BACKING_FORMAT, "qcow2")
                .extension(FirstCluster.UNKNOWN, "x".repeat(40_000))
                .end()
                .name(name)
                .write(folder.resolve(file), 1 << 18);
    }

    /** A name is a part of its cluster, which would stay in memory with it: 64 KiB for each image of a fleet. */
    @Test
    void nothingOfTheClusterIsKeptButTheNameWhichEqualImagesShare() {
        overlay("a.qcow2", "base.qcow2");
        overlay("b.qcow2", "base.qcow2");
        GraphFileReader reader = reader();
        Overlay a = read(reader, "a.qcow2").backing().orElseThrow().overlay();
        Overlay b = read(reader, "b.qcow2").backing().orElseThrow().overlay();

        assertThat(a.name()).isEqualTo(Bytes.utf8("base.qcow2")).isSameAs(b.name());
        assertThat(a.name().detached()).isSameAs(a.name());
        assertThat(a.backingFormat().orElseThrow())
                .isEqualTo(Bytes.utf8("qcow2"))
                .isSameAs(b.backingFormat().orElseThrow());
        assertThat(a.backingFormat().orElseThrow().detached())
                .isSameAs(a.backingFormat().orElseThrow());
    }

    @Test
    void aNameIsRelativeToTheFolderOfTheImage() throws IOException {
        Files.createDirectories(folder.resolve("vms/deep"));
        overlay("vms/deep/a.qcow2", "../../base.raw");
        Files.write(folder.resolve("base.raw"), new byte[1024]);

        assertThat(read("vms/deep/a.qcow2").backing().orElseThrow().target())
                .isEqualTo(new BackingTarget.There(
                        folder.resolve("vms/deep/../../base.raw"),
                        read("base.raw").id().orElseThrow()));
    }

    /** QEMU takes the name as relative to the folder of the path that it is given: that of the link, or of the image. */
    @Test
    void anImageBehindALinkHasABackingFileIfBothPathsAgree() throws IOException {
        Files.createDirectories(folder.resolve("real"));
        overlay("real/a.qcow2", "base.raw");
        Files.createSymbolicLink(folder.resolve("link.qcow2"), Path.of("real/a.qcow2"));
        Files.write(folder.resolve("real/base.raw"), new byte[512]);

        assertThat(read("link.qcow2").backing().orElseThrow().target()).isInstanceOf(BackingTarget.There.class);

        Files.write(folder.resolve("base.raw"), new byte[512]);
        assertThat(read("link.qcow2").backing().orElseThrow().target())
                .isInstanceOfSatisfying(
                        BackingTarget.Unknown.class,
                        target -> assertThat(target.why())
                                .startsWith("depends on the path by which the image is opened"));
    }

    @Test
    void aFileOfAnotherFormatHasItsSize() throws IOException {
        Files.writeString(folder.resolve("disk.vmdk"), "KDMV" + "x".repeat(1020));

        GraphFile.Disk disk = read("disk.vmdk").disk().orElseThrow();

        assertThat(disk.format()).isEqualTo(DiskFormat.VMDK);
        assertThat(disk.size()).isEqualTo(1024);
        assertThat(disk.backing()).isEmpty();
    }

    @Test
    void whatIsNoRegularFileIsNotOpened() throws IOException {
        Shell.run("mkfifo", folder.resolve("fifo").toString());
        Files.createDirectory(folder.resolve("directory"));

        assertThat(read("fifo").problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("it is a FIFO, socket or device"));
        assertThat(read("directory").problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("this is a directory"));
        assertThat(read("nothing").problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.code()).isEqualTo("unreadable"));
    }

    @Test
    void aHeaderThatCannotBeDecodedIsAProblemAndHasNoBackingFile() {
        FirstCluster.v3(16).u32(4, 9).write(folder.resolve("v9.qcow2"), 1 << 17);

        GraphFile file = read("v9.qcow2");

        assertThat(file.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.code()).isEqualTo("unsupported-version"));
        assertThat(file.disk().orElseThrow().format()).isEqualTo(DiskFormat.QCOW2);
        assertThat(file.backing()).isEmpty();
        assertThat(file.asBase()).isEmpty();
    }
}
