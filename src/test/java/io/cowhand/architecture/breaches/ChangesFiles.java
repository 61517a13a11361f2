package io.cowhand.architecture.breaches;

import java.io.File;
import java.io.FileOutputStream;
import java.io.FileWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.util.EnumSet;
import java.util.Formatter;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.jar.JarFile;
import java.util.zip.ZipFile;
import org.apache.commons.io.FileUtils;
import tools.jackson.databind.json.JsonMapper;

/** Each method changes a file, or opens one so that it can. */
final class ChangesFiles {

    void write(Path path) throws IOException {
        Files.write(path, new byte[1]);
    }

    void writeString(Path path) throws IOException {
        Files.writeString(path, "");
    }

    void newOutputStream(Path path) throws IOException {
        Files.newOutputStream(path).close();
    }

    void newBufferedWriter(Path path) throws IOException {
        Files.newBufferedWriter(path).close();
    }

    void newByteChannel(Path path, Set<OpenOption> options) throws IOException {
        Files.newByteChannel(path, options).close();
    }

    void copy(Path path) throws IOException {
        Files.copy(path, path.resolveSibling("copy"));
    }

    void move(Path path, CopyOption... options) throws IOException {
        Files.move(path, path, options);
    }

    void delete(Path path) throws IOException {
        Files.delete(path);
    }

    void deleteIfExists(Path path) throws IOException {
        Files.deleteIfExists(path);
    }

    void createFile(Path path) throws IOException {
        Files.createFile(path);
    }

    void createDirectories(Path path) throws IOException {
        Files.createDirectories(path);
    }

    void createTempFile() throws IOException {
        Files.createTempFile("a", "b");
    }

    void createSymbolicLink(Path path) throws IOException {
        Files.createSymbolicLink(path, path);
    }

    void createLink(Path path) throws IOException {
        Files.createLink(path, path);
    }

    void setAttribute(Path path) throws IOException {
        Files.setAttribute(path, "unix:mode", 0);
    }

    void setLastModifiedTime(Path path, FileTime time) throws IOException {
        Files.setLastModifiedTime(path, time);
    }

    void setPosixFilePermissions(Path path) throws IOException {
        Files.setPosixFilePermissions(path, Set.of());
    }

    void attributeView(BasicFileAttributeView view, FileTime time) throws IOException {
        view.setTimes(time, time, time);
    }

    BiFunction<Path, byte[], Path> methodReference() {
        return (path, bytes) -> {
            try {
                return ((Writing) Files::write).write(path, bytes);
            } catch (IOException error) {
                return path;
            }
        };
    }

    private interface Writing {
        Path write(Path path, byte[] bytes, OpenOption... options) throws IOException;
    }

    void openToWrite(Path path) throws IOException {
        FileChannel.open(path, StandardOpenOption.WRITE).close();
    }

    void openToAppend(Path path) throws IOException {
        FileChannel.open(path, StandardOpenOption.APPEND).close();
    }

    void openToCreate(Path path) throws IOException {
        FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.CREATE)
                .close();
    }

    void openToDelete(Path path) throws IOException {
        Files.newInputStream(path, StandardOpenOption.DELETE_ON_CLOSE).close();
    }

    void optionsByName(Path path) throws IOException {
        FileChannel.open(path, StandardOpenOption.valueOf("WRITE")).close();
    }

    void allOptions(Path path) throws IOException {
        FileChannel.open(path, EnumSet.allOf(StandardOpenOption.class)).close();
    }

    void channel(FileChannel channel) throws IOException {
        channel.write(ByteBuffer.allocate(1));
    }

    void seekableChannel(SeekableByteChannel channel) throws IOException {
        channel.truncate(0);
    }

    void map(FileChannel channel) throws IOException {
        channel.map(FileChannel.MapMode.READ_WRITE, 0, 1);
    }

    void transfer(FileChannel channel) throws IOException {
        channel.transferFrom(channel, 0, 1);
    }

    void asynchronousChannel(Path path) throws IOException {
        AsynchronousFileChannel.open(path).close();
    }

    void fileSystemProvider(Path path) throws IOException {
        path.getFileSystem().provider().delete(path);
    }

    void secureDirectory(SecureDirectoryStream<Path> folder, Path path) throws IOException {
        folder.deleteFile(path);
    }

    void fileOutputStream() throws IOException {
        new FileOutputStream("a").close();
    }

    void fileWriter() throws IOException {
        new FileWriter("a", StandardCharsets.UTF_8).close();
    }

    void randomAccessFile() throws IOException {
        new RandomAccessFile("a", "rw").close();
    }

    void printWriter() throws IOException {
        new PrintWriter("a", StandardCharsets.UTF_8).close();
    }

    void printStream() throws IOException {
        new PrintStream("a", StandardCharsets.UTF_8).close();
    }

    void formatter() throws IOException {
        new Formatter("a").close();
    }

    boolean file(File file) {
        return file.setReadOnly();
    }

    boolean toFile(Path path) {
        return path.toFile().delete();
    }

    void deletedJar(Path path) throws IOException {
        new JarFile(path.toFile(), true, ZipFile.OPEN_READ | ZipFile.OPEN_DELETE).close();
    }

    void commonsIo(File file) throws IOException {
        FileUtils.touch(file);
    }

    void jackson(Path path) {
        JsonMapper.shared().writeValue(path, "");
    }
}
