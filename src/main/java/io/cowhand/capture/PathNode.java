package io.cowhand.capture;

import io.cowhand.os.ExtendedStatus;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What was found at a path: a file of any kind, nothing, or an error.
 *
 * @param path the absolute path, whose directories are no links
 * @param status the status of the file itself; empty if there is none, or it cannot be read
 * @param target the target of a link
 * @param error why the status, a directory or the content of a file cannot be read; {@code ""} if nothing is wrong
 * @param content what was read of a regular file
 */
record PathNode(
        Path path,
        Optional<ExtendedStatus> status,
        Optional<Path> target,
        String error,
        Optional<FileContent> content) {

    static PathNode missing(Path path) {
        return new PathNode(path, Optional.empty(), Optional.empty(), "", Optional.empty());
    }

    static PathNode failed(Path path, String error) {
        return new PathNode(path, Optional.empty(), Optional.empty(), error, Optional.empty());
    }

    static PathNode found(Path path, ExtendedStatus status, Optional<Path> target) {
        return new PathNode(path, Optional.of(status), target, "", Optional.empty());
    }

    PathNode withError(String why) {
        return new PathNode(path, status, target, why, Optional.empty());
    }

    PathNode with(FileContent read) {
        return new PathNode(path, status, target, "", Optional.of(read));
    }
}
