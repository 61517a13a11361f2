package io.cowhand.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A small disk with a file system of its own, kept in a file and mounted until it is closed; only root can do that. */
public final class LoopDisk implements AutoCloseable {

    private final Path file;
    private final Path mount;

    private LoopDisk(Path file, Path mount) {
        this.file = file;
        this.mount = mount;
    }

    /** Makes a disk with ext4 in blocks of 4 KiB, and mounts it. */
    public static LoopDisk make(Path folder, int megabytes) throws IOException {
        LoopDisk disk = new LoopDisk(folder.resolve("disk"), Files.createDirectory(folder.resolve("mounted")));
        Variants.sparse(disk.file, (long) megabytes << 20);
        Shell.run("mkfs.ext4", "-q", "-b", "4096", "-I", "256", "-m", "0", disk.file.toString());
        disk.mount();
        return disk;
    }

    private void mount() {
        Shell.run("mount", "-o", "loop", file.toString(), mount.toString());
    }

    /** The root of its file system. */
    public Path root() {
        return mount;
    }

    /**
     * Fills the disk until no block is free, including blocks that ext4 releases only when it writes. Returns the file that
     * takes most of the space.
     */
    public Path fill() throws IOException {
        Path filler = mount.resolve("filler");
        append(filler, 1 << 16);
        sync();
        for (int i = 0; Files.getFileStore(mount).getUsableSpace() > 0; i++) {
            append(mount.resolve("rest-" + i), 1 << 12); // a file of many pieces needs a block for their list as well
            sync();
        }
        return filler;
    }

    private void sync() {
        Shell.run("sync", "-f", mount.toString());
    }

    /** Appends blocks to a file until none fits. */
    private static void append(Path file, int block) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (channel.write(ByteBuffer.allocate(block)) > 0) {
                channel.force(false);
            }
        } catch (IOException full) {
            assertThat(full).hasMessageContaining("No space left");
        }
    }

    /** Cuts the power: what is on the disk now is all that there is after the restart. */
    public void cutPower() throws IOException {
        Path copy = file.resolveSibling("copy");
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        Shell.run("umount", mount.toString());
        Files.move(copy, file, StandardCopyOption.REPLACE_EXISTING);
        mount();
    }

    @Override
    public void close() {
        Shell.run("umount", mount.toString());
    }
}
