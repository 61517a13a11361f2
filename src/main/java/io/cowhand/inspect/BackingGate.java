package io.cowhand.inspect;

import io.cowhand.bytes.Bytes;
import io.cowhand.expression.BackingFacts;
import io.cowhand.image.ImageReference;
import io.cowhand.image.ListedFiles;
import io.cowhand.os.FileId;
import io.cowhand.os.FileTree;
import io.cowhand.os.LockTable;
import io.cowhand.os.TimeLimit;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.rule.BackingRule;
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

    private final BackingNames names;
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
        this.names = new BackingNames(tree, limit);
        this.files = new SharedResults<>(
                id -> listed.find(id)
                        .map(file -> BackingFile.read(tree, file, id, locks))
                        .orElseGet(() -> new BackingFile.NotRead("is not among the bases and images of the recipe")),
                new BackingFile.NotRead(BackingNames.NO_ANSWER),
                ReadLimits.REMEMBERED_FILES,
                limit);
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
        BackingTarget first = names.target(image, name.get());
        if (!(first instanceof BackingTarget.There there)) {
            return BackingFacts.missing(first.why());
        }
        BackingFile file = files.get(there.id());
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

    /** Follows the names from file to file: until one has none, or its name leads to no listed file. */
    private BackingFacts facts(FileId image, BackingTarget.There first, BackingFile.Read base) {
        Set<FileId> seen = new HashSet<>(Set.of(image));
        List<String> problems = new ArrayList<>(base.header().problems());
        BackingTarget.There there = first;
        BackingFile file = base;
        int depth = 0;
        while (file instanceof BackingFile.Read read) {
            if (!seen.add(there.id())) {
                problems.add(BackingRule.LOOP.code());
                break;
            }
            if (depth == ReadLimits.BACKING_FILES) {
                problems.add(BackingRule.CHAIN_TOO_LONG.code());
                break;
            }
            depth++;
            Optional<Bytes> name = read.header().name().filter(each -> !each.isEmpty());
            Path folder = BackingPath.folder(there.path());
            if (name.isEmpty() || !(names.target(folder, name.get()) instanceof BackingTarget.There next)) {
                break;
            }
            there = next;
            file = files.get(next.id());
        }
        return new BackingFacts(
                true, "", base.path(), base.format().label(), base.size(), depth, problems, base.isWritten());
    }
}
