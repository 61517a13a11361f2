package io.cowhand.run;

import java.util.Set;

/**
 * Images of which it is not known what they hold after a run that was cut off, so that they are left alone.
 *
 * @param uris their {@code file:} URIs
 * @param files their files by device and inode, as they may be met under another name
 */
public record UnresolvedImages(Set<String> uris, Set<String> files) {

    /** No images. */
    public static final UnresolvedImages NONE = new UnresolvedImages(Set.of(), Set.of());

    /** Copies the sets. */
    public UnresolvedImages {
        uris = Set.copyOf(uris);
        files = Set.copyOf(files);
    }

    /** Returns whether there are none; then there is no need to spell an image's URI. */
    public boolean isEmpty() {
        return uris.isEmpty() && files.isEmpty();
    }
}
