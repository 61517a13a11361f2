package io.cowhand.image;

import io.cowhand.os.PathHandle;
import java.io.Closeable;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A folder on the way to images, by a path of which nobody else can change where it leads.
 *
 * <p>Those who can write to a folder can exchange at any time what is in it. Such a folder is shared: what is in it is
 * opened before it is looked at, and used by its descriptor; elsewhere, paths do, which costs no system call.
 */
final class DirectoryHandle implements Closeable {

    private final Path shown;
    private final Path path;
    private final boolean isShared;
    private final @Nullable PathHandle place;

    private DirectoryHandle(Path shown, Path path, boolean isShared, @Nullable PathHandle place) {
        this.shown = shown;
        this.path = path;
        this.isShared = isShared;
        this.place = place;
    }

    /** Returns a folder that only root and the user can exchange. */
    static DirectoryHandle trusted(Path path, boolean isShared) {
        return new DirectoryHandle(path, path, isShared, null);
    }

    /** Returns a folder that stands in a shared one, and is shared, too, as whoever exchanges it may have done so before. */
    static DirectoryHandle shared(Path shown, PathHandle place) {
        return new DirectoryHandle(shown, place.path(), true, place);
    }

    /**
     * Returns a folder in this one, which must not be shared.
     *
     * @param isShared whether the folder in it is
     */
    DirectoryHandle below(Path name, boolean isShared) {
        return new DirectoryHandle(shown.resolve(name), path.resolve(name), isShared, null);
    }

    /** Returns the same folder under another path, the one by which the user came to it. */
    DirectoryHandle shownAs(Path name) {
        return new DirectoryHandle(name, path, isShared, place);
    }

    /** Returns the path to show. */
    Path shown() {
        return shown;
    }

    /** Returns the path to use; while the folder is open it leads to this very one. */
    Path path() {
        return path;
    }

    /** Returns the path to use for what is in the folder. */
    Path path(Path name) {
        return path.resolve(name);
    }

    /** Returns whether others can exchange what is in it. */
    boolean isShared() {
        return isShared;
    }

    /** Returns what keeps it open; nothing where its path does. */
    Optional<PathHandle> place() {
        return Optional.ofNullable(place);
    }

    @Override
    public void close() {
        if (place != null) {
            place.close();
        }
    }
}
