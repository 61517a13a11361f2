package io.cowhand.architecture.breaches;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Scanner;
import java.util.jar.JarFile;

/** Each method reads a file: allowed where files are not changed, a breach in pure packages. */
final class ReadsFiles {

    byte[] files(Path path) throws IOException {
        return Files.readAllBytes(path);
    }

    int channel(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            return channel.read(ByteBuffer.allocate(1), channel.size() - 1);
        }
    }

    void directory(Path path) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
            entries.forEach(Path::getFileName);
        }
    }

    int jar(Path path) throws IOException {
        try (JarFile jar = new JarFile(path.toFile())) {
            return jar.size();
        }
    }

    String scanner(Path path) throws IOException {
        try (Scanner scanner = new Scanner(path, StandardCharsets.UTF_8)) {
            return scanner.next();
        }
    }
}
