package io.cowhand.architecture.breaches;

import io.cowhand.os.FileStatus;
import io.cowhand.qcow2.HeaderImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Each method takes the name in an image for that of a file. */
final class FollowsNames {

    private static String name(HeaderImage header) {
        return header.backingName().orElseThrow().display();
    }

    Path path(HeaderImage header) {
        return Path.of(name(header));
    }

    Path resolve(HeaderImage header, Path folder) {
        return folder.resolve(name(header));
    }

    boolean files(HeaderImage header, Path folder) {
        return Files.exists(folder);
    }

    FileStatus status(Path path) throws IOException {
        return FileStatus.of(path);
    }
}
