package io.cowhand.apply;

import io.cowhand.image.ImageReference;
import io.cowhand.journal.Intent;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;

/** Finds the image that an intent names. The URI may be malformed, since a journal may be damaged. */
public final class RecordedImage {

    private RecordedImage() {}

    /** Returns the image of an intent for display; by the name that the run showed if the URI is not a path. */
    public static ImageReference of(Intent intent) {
        try {
            return new ImageReference(path(intent));
        } catch (FileSystemException notAPath) {
            return new ImageReference(Path.of(intent.image().replace("\0", "\ufffd")));
        }
    }

    /**
     * Returns the path of the image of an intent.
     *
     * @throws FileSystemException if its URI is not a path
     */
    static Path path(Intent intent) throws FileSystemException {
        try {
            URI uri = URI.create(intent.uri());
            if ("file".equals(uri.getScheme())) {
                return Path.of(uri);
            }
        } catch (IllegalArgumentException | FileSystemNotFoundException notAPath) {
            throw notAPath(intent);
        }
        throw notAPath(intent);
    }

    private static FileSystemException notAPath(Intent intent) {
        return new FileSystemException(intent.uri(), null, "the journal's name of the image is not a path");
    }
}
