package io.cowhand.inspect;

import io.cowhand.bytes.Bytes;
import io.cowhand.expression.BackingFacts;
import io.cowhand.image.ImageReference;
import io.cowhand.image.ListedFiles;
import io.cowhand.os.FileId;
import io.cowhand.os.FileTree;
import io.cowhand.os.IoErrors;
import io.cowhand.os.LockTable;
import io.cowhand.os.SystemCalls.TrailingLink;
import io.cowhand.os.TimeLimit;
import io.cowhand.qcow2.HeaderImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The one gate through which the name of a backing file leads to a file.
 *
 * <p>A name is resolved as QEMU resolves it, and what it leads to is looked at (stat(2)), but not opened. Only if the recipe
 * lists that very file, by device and inode, it is opened: by the path in the recipe, and not by the name. Descriptions
 * (json:) and protocols are never followed.
 *
 * <p>Each name and each file is looked at once a run, whatever the number of overlays. Safe for use by several threads.
 */
public final class BackingGate {

    private final FileTree tree;
    private final SharedResults<Place, Target> targets;
    private final SharedResults<FileId, BackingFile> files;

    /**
     * Creates a gate.
     *
     * @param tree the files among which names are resolved
     * @param listed the files that names may lead to
     * @param locks the locks that programs hold on them
     * @param limit how long a file may take to answer
     */
    public BackingGate(FileTree tree, ListedFiles listed, LockTable locks, TimeLimit limit) {
        this.tree = tree;
        String noAnswer = "does not answer";
        this.targets = new SharedResults<>(
                place -> Target.of(place, tree), new Target.Nowhere(noAnswer), ReadLimits.REMEMBERED_NAMES, limit);
        this.files = new SharedResults<>(
                id -> listed.find(id)
                        .map(file -> BackingFile.read(tree, file, id, locks))
                        .orElseGet(() -> new BackingFile.NotRead("is not among the bases and images of the recipe")),
                new BackingFile.NotRead(noAnswer),
                ReadLimits.REMEMBERED_FILES,
                limit);
    }

    /**
     * A name and the folder that it is relative to.
     *
     * @param folder the empty path for a name that is absolute
     */
    private record Place(Path folder, Bytes name) {

        static Place of(Path folder, Bytes name) {
            return new Place(name.u8(0) == '/' ? Path.of("") : folder, name);
        }
    }

    /** What a name leads to. */
    private sealed interface Target {

        /** A file of any kind, by the path by which QEMU would open it. */
        record There(Path path, FileId id) implements Target {}

        /** Nothing; the words say why. */
        record Nowhere(String why) implements Target {}

        static Target of(Place place, FileTree tree) {
            String objection = BackingPath.objection(place.name);
            if (!objection.isEmpty()) {
                return new Nowhere(objection);
            }
            Path path = place.folder.resolve(BackingPath.of(place.name));
            try {
                return new There(path, tree.status(path).id());
            } catch (IOException error) {
                return new Nowhere("cannot be found: " + IoErrors.describe(error));
            }
        }
    }

    /**
     * Returns the facts of the backing file that a header of an image names.
     *
     * @param id the image's own identity
     */
    public BackingFacts facts(ImageReference image, FileId id, HeaderImage header) {
        Optional<Bytes> name = header.backingName().filter(each -> !each.isEmpty());
        if (name.isEmpty()) {
            return BackingFacts.NONE;
        }
        Target first = target(image, name.get());
        if (first instanceof Target.Nowhere nowhere) {
            return BackingFacts.missing(nowhere.why);
        }
        Target.There there = (Target.There) first;
        BackingFile file = files.get(there.id);
        return file instanceof BackingFile.Read read
                ? facts(id, there, read)
                : BackingFacts.missing(((BackingFile.NotRead) file).why());
    }

    /**
     * Returns the paths by which QEMU would open the backing file that a header names: relative to the folder of the path
     * that QEMU is given, which may be the image's name or its own path.
     *
     * @param name the path by which an image is named
     * @param real its own path, without links
     */
    public static List<Path> places(Path name, Path real, HeaderImage header) {
        Optional<Bytes> backing = header.backingName()
                .filter(each -> !each.isEmpty() && BackingPath.objection(each).isEmpty());
        return backing.isEmpty()
                ? List.of()
                : Stream.of(name, real)
                        .map(path -> BackingPath.folder(path).resolve(BackingPath.of(backing.get())))
                        .distinct()
                        .toList();
    }

    /**
     * Returns what the name in an image leads to. If the image's path is a link, the image can be opened by that path and by
     * its own: QEMU takes a name as relative to the folder of the path that it is given.
     */
    private Target target(ImageReference image, Bytes name) {
        List<Target> all = new ArrayList<>();
        all.add(targets.get(Place.of(BackingPath.folder(image.path()), name)));
        if (image.lastLink() == TrailingLink.FOLLOWED && name.u8(0) != '/') {
            try {
                Path real = tree.realPath(image.path());
                all.add(targets.get(Place.of(BackingPath.folder(real), name)));
            } catch (IOException gone) {
                return new Target.Nowhere("cannot be found: " + IoErrors.describe(gone));
            }
        }
        List<Target.There> found = all.stream()
                .filter(Target.There.class::isInstance)
                .map(Target.There.class::cast)
                .toList();
        if (found.stream().map(Target.There::id).distinct().count() > 1) {
            return new Target.Nowhere("depends on the path by which the image is opened: it is " + found.get(0).path
                    + " by this link, and " + found.get(1).path + " by the image's own path");
        }
        return found.isEmpty() ? all.get(0) : found.get(0);
    }

    /** Follows the names from file to file: until one has none, or its name leads to no listed file. */
    private BackingFacts facts(FileId image, Target.There first, BackingFile.Read base) {
        Set<FileId> seen = new HashSet<>(Set.of(image));
        List<String> problems = new ArrayList<>(base.problems());
        Target.There there = first;
        BackingFile file = base;
        int depth = 0;
        while (file instanceof BackingFile.Read read) {
            if (!seen.add(there.id)) {
                problems.add(BackingFacts.LOOP);
                break;
            }
            if (depth == ReadLimits.BACKING_FILES) {
                problems.add(BackingFacts.TOO_DEEP);
                break;
            }
            depth++;
            Optional<Bytes> name = read.name().filter(each -> !each.isEmpty());
            Path folder = BackingPath.folder(there.path);
            if (name.isEmpty() || !(targets.get(Place.of(folder, name.get())) instanceof Target.There next)) {
                break;
            }
            there = next;
            file = files.get(next.id);
        }
        return new BackingFacts(
                true, "", base.path(), base.format().label(), base.size(), depth, problems, base.isWritten());
    }
}
