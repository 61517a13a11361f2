package io.cowhand.run;

import io.cowhand.image.ImageReference;
import io.cowhand.os.FileId;
import io.cowhand.os.FileStatus;
import java.util.Set;

/**
 * The images whose state a recovery could not find out, by name and by file: one may be met under another name, and one
 * that is missing now may be back later.
 *
 * @param uris their {@code file:} URIs
 * @param files their files, as far as they exist
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
        // To spell the URI takes longer than all else where there are none.
        return !uris.isEmpty() && uris.contains(image.fileUri());
    }

    /** Returns whether a file is that of an unresolved image. */
    boolean contains(FileStatus file) {
        return files.contains(file.id());
    }
}
