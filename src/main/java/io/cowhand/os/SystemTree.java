package io.cowhand.os;

import io.cowhand.os.SystemCalls.TrailingLink;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import java.util.Set;

/** The files of the system. */
final class SystemTree implements FileTree {

    private static final Set<OpenOption> THROUGH_LINKS = Set.of(StandardOpenOption.READ);
    private static final Set<OpenOption> ITSELF = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);

    @Override
    public FileStatus status(Path path) throws IOException {
        return FileStatus.of(path);
    }

    @Override
    public FileStatus statusOfItself(Path path) throws IOException {
        return FileStatus.ofItself(path);
    }

    @Override
    public Path target(Path link) throws IOException {
        return Files.readSymbolicLink(link);
    }

    @Override
    public DirectoryStream<Path> entries(Path directory) throws IOException {
        return Files.newDirectoryStream(directory);
    }

    @Override
    public Path realPath(Path path) throws IOException {
        return path.toRealPath();
    }

    @Override
    public FileHandle handle(Path path, TrailingLink link) throws IOException {
        return PathHandle.open(path, link);
    }

    @Override
    public ReadableFile open(Path path, TrailingLink link) throws IOException {
        return ReadableFile.of(FileChannel.open(path, link == TrailingLink.REFUSED ? ITSELF : THROUGH_LINKS));
    }

    @Override
    public boolean isLockedNow(FileStatus file) {
        return LockTable.isLockedNow(file);
    }

    @Override
    public LockTable locks() {
        return new LockTable();
    }

    @Override
    public MountPolicy mounts() {
        return MountPolicy.ofMounts();
    }

    @Override
    public OptionalLong user() {
        return User.effective();
    }

    @Override
    public String describeOwner(Path path, long owner) {
        return User.describe(path, owner);
    }
}
