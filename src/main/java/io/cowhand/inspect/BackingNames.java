package io.cowhand.inspect;

import io.cowhand.bytes.Bytes;
import io.cowhand.image.ImageReference;
import io.cowhand.os.FileTree;
import io.cowhand.os.IoErrors;
import io.cowhand.os.SystemCalls.TrailingLink;
import io.cowhand.os.TimeLimit;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds what names of backing files lead to, resolved as QEMU resolves them. That is looked at (stat(2)), but not opened.
 *
 * <p>Each name is looked at once, whatever the number of overlays. Safe for use by several threads.
 */
public final class BackingNames {

    static final String NO_ANSWER = "does not answer";

    private static final Path ANYWHERE = Path.of("");

    private final FileTree tree;
    private final SharedResults<Place, BackingTarget> targets;

    /**
     * Creates names that are resolved among some files.
     *
     * @param limit how long a file may take to answer
     */
    public BackingNames(FileTree tree, TimeLimit limit) {
        this.tree = tree;
        this.targets = new SharedResults<>(
                place -> find(place, tree),
                new BackingTarget.Unknown(ANYWHERE, NO_ANSWER),
                ReadLimits.REMEMBERED_NAMES,
                limit);
    }

    /**
     * A name and the folder that it is relative to.
     *
     * @param folder the empty path for a name that is absolute
     */
    private record Place(Path folder, Bytes name) {

        /** The name is part of a cluster, which must not be remembered with it. */
        static Place of(Path folder, Bytes name) {
            return new Place(name.u8(0) == '/' ? ANYWHERE : folder, name.detached());
        }
    }

    private static BackingTarget find(Place place, FileTree tree) {
        String objection = BackingPath.objection(place.name);
        if (!objection.isEmpty()) {
            return new BackingTarget.NotFollowed(objection);
        }
        Path path = place.folder.resolve(BackingPath.of(place.name));
        try {
            return new BackingTarget.There(path, tree.status(path).id());
        } catch (NoSuchFileException absent) {
            return new BackingTarget.Absent(path, notFound(absent));
        } catch (IOException error) {
            return new BackingTarget.Unknown(path, notFound(error));
        }
    }

    private static String notFound(IOException error) {
        return "cannot be found: " + IoErrors.describe(error);
    }

    /** Returns what a name leads to that is not empty and relative to a folder. */
    BackingTarget target(Path folder, Bytes name) {
        return targets.get(Place.of(folder, name));
    }

    /**
     * Returns what the name in an image leads to, which is not empty. If the image's path is a link, the image can be opened by
     * that path and by its own: QEMU takes a name as relative to the folder of the path that it is given.
     */
    public BackingTarget target(ImageReference image, Bytes name) {
        List<BackingTarget> all = new ArrayList<>();
        all.add(target(BackingPath.folder(image.path()), name));
        if (image.lastLink() == TrailingLink.FOLLOWED && name.u8(0) != '/') {
            try {
                Path real = tree.realPath(image.path());
                all.add(target(BackingPath.folder(real), name));
            } catch (IOException gone) {
                return new BackingTarget.Unknown(image.path(), notFound(gone));
            }
        }
        List<BackingTarget.There> found = all.stream()
                .filter(BackingTarget.There.class::isInstance)
                .map(BackingTarget.There.class::cast)
                .toList();
        if (found.stream().map(BackingTarget.There::id).distinct().count() > 1) {
            return new BackingTarget.Unknown(
                    found.get(0).path(),
                    "depends on the path by which the image is opened: it is "
                            + found.get(0).path() + " by this link, and "
                            + found.get(1).path() + " by the image's own path");
        }
        return found.isEmpty() ? all.get(0) : found.get(0);
    }
}
