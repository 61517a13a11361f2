package io.cowhand.image;

import io.cowhand.os.FileHandle;
import java.io.Closeable;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A directory on the path to images, under a path that other users cannot redirect.
 *
 * <p>Users who can write to a directory can replace its entries at any time. Such a directory is shared: its
 * entries are opened before they are examined, and used through their descriptors. Elsewhere paths suffice, which
 * costs no system call.
 */
final class DirectoryHandle implements Closeable {

    private final Path shown;
    private final Path path;
    private final boolean isShared;
    private final @Nullable FileHandle place;

    private DirectoryHandle(Path shown, Path path, boolean isShared, @Nullable FileHandle place) {
        this.shown = shown;
        this.path = path;
        this.isShared = isShared;
        this.place = place;
    }

    /** Returns a directory that only root and the user can replace. */
    static DirectoryHandle trusted(Path path, boolean isShared) {
        return new DirectoryHandle(path, path, isShared, null);
    }

    /** Returns a directory in a shared one. It counts as shared, since it may be a replacement. */
    static DirectoryHandle shared(Path shown, FileHandle place) {
        return new DirectoryHandle(shown, place.path(), true, place);
    }

    /**
     * Returns a directory in this one, which must not be shared.
     *
     * @param isShared whether the directory in it is shared
     * @throws IllegalStateException if this one is shared
     */
    DirectoryHandle below(Path name, boolean isShared) {
        if (this.isShared) {
            throw new IllegalStateException(shown + " is shared, so that " + name + " must be opened");
        }
        return new DirectoryHandle(shown.resolve(name), path.resolve(name), isShared, null);
    }

    /** Returns the same directory under another path for display, the one that the user knows. */
    DirectoryHandle shownAs(Path name) {
        return new DirectoryHandle(name, path, isShared, place);
    }

    /** Returns the path for display. */
    Path shown() {
        return shown;
    }

    /** Returns the path for system calls; it leads to this directory as long as the handle is open. */
    Path path() {
        return path;
    }

    /** Returns the path of an entry for system calls. */
    Path path(Path name) {
        return path.resolve(name);
    }

    /** Returns whether other users can replace its entries. */
    boolean isShared() {
        return isShared;
    }

    /** Returns the open descriptor; nothing if the path suffices. */
    Optional<FileHandle> place() {
        return Optional.ofNullable(place);
    }

    @Override
    public void close() {
        if (place != null) {
            place.close();
        }
    }
}
