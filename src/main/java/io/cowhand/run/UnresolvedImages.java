package io.cowhand.run;

import io.cowhand.image.ImageReference;
import io.cowhand.os.FileId;
import io.cowhand.os.FileStatus;
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
