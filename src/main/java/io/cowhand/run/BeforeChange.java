package io.cowhand.run;

import io.cowhand.bytes.Bytes;
import io.cowhand.bytes.SectorChange;
import io.cowhand.os.FileHandle;
import io.cowhand.os.FileStatus;
import io.cowhand.os.FileTree;
import io.cowhand.os.LockTable;
import io.cowhand.os.MountPolicy;
import io.cowhand.os.ReadableFile;
import io.cowhand.os.SystemCalls.TrailingLink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * The files as they were before an image was changed: that image is read with its old sectors.
 *
 * @param files the files as they are
 * @param image the path of the image
 * @param change the change of its sectors
 */
record BeforeChange(FileTree files, Path image, SectorChange change) implements FileTree {

    @Override
    public ReadableFile open(Path path, TrailingLink link) throws IOException {
        ReadableFile file = files.open(path, link);
        if (!path.equals(image)) {
            return file;
        }
        ByteBuffer first = ByteBuffer.allocate(change.offset());
        try {
            while (first.hasRemaining() && file.read(first, first.position()) > 0) {
                // Until all that lies before the sectors is read.
                continue;
            }
        } catch (IOException unreadable) {
            file.close();
            throw unreadable;
        }
        return new OverlaidFile(Bytes.concat(List.of(Bytes.copyOf(first.flip()), change.before())), file);
    }

    @Override
    public FileStatus status(Path path) throws IOException {
        return files.status(path);
    }

    @Override
    public FileStatus statusOfItself(Path path) throws IOException {
        return files.statusOfItself(path);
    }

    @Override
    public Path target(Path link) throws IOException {
        return files.target(link);
    }

    @Override
    public DirectoryStream<Path> entries(Path directory) throws IOException {
        return files.entries(directory);
    }

    @Override
    public Path realPath(Path path) throws IOException {
        return files.realPath(path);
    }

    @Override
    public FileHandle handle(Path path, TrailingLink link) throws IOException {
        return files.handle(path, link);
    }

    @Override
    public boolean isLockedNow(FileStatus file) {
        return files.isLockedNow(file);
    }

    @Override
    public LockTable locks() {
        return files.locks();
    }

    @Override
    public MountPolicy mounts() {
        return files.mounts();
    }

    @Override
    public OptionalLong user() {
        return files.user();
    }

    @Override
    public String describeOwner(Path path, long owner) {
        return files.describeOwner(path, owner);
    }
}
