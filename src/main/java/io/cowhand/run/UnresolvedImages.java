package io.cowhand.run;

import io.cowhand.image.ImageReference;
import io.cowhand.os.FileId;
import io.cowhand.os.FileStatus;
import io.cowhand.os.PathBytes;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * The images whose state a recovery could not determine, by name and by file: an image may have another name, and a
 * missing one may return later.
 *
 * @param uris their {@code file:} URIs
 * @param files their files, if they exist
 */
public record UnresolvedImages(Set<String> uris, Set<FileId> files) {

    /** No images. */
    public static final UnresolvedImages NONE = new UnresolvedImages(Set.of(), Set.of());

    /** Copies the sets. */
    public UnresolvedImages {
        uris = Set.copyOf(uris);
        files = Set.copyOf(files);
    }

    /** Returns the images with some names, and the files that the names lead to on this host. */
    public static UnresolvedImages named(Set<String> uris) {
        Set<FileId> files = new HashSet<>();
        for (String uri : uris) {
            try {
                files.add(FileStatus.of(PathBytes.ofUri(uri)).id());
            } catch (IOException missing) {
                // Only its name is known, then.
                continue;
            }
        }
        return new UnresolvedImages(uris, files);
    }

    /** Returns whether an image of this name is unresolved. */
    boolean contains(ImageReference image) {
        // Building the URI takes longer than everything else if there are none.
        return !uris.isEmpty() && uris.contains(image.fileUri());
    }

    /** Returns whether a file belongs to an unresolved image. */
    boolean contains(FileStatus file) {
        return files.contains(file.id());
    }
}
