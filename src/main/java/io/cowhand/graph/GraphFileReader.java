package io.cowhand.graph;

import io.cowhand.bytes.Bytes;
import io.cowhand.graph.GraphFile.Backing;
import io.cowhand.graph.GraphFile.Disk;
import io.cowhand.graph.GraphFile.Role;
import io.cowhand.image.FileIdentity;
import io.cowhand.image.ImageReference;
import io.cowhand.inspect.BackingFile;
import io.cowhand.inspect.BackingNames;
import io.cowhand.os.FileId;
import io.cowhand.os.FileStatus;
import io.cowhand.os.FileTree;
import io.cowhand.os.IoErrors;
import io.cowhand.os.LockTable;
import io.cowhand.os.TimeLimit;
import io.cowhand.problem.CommonCode;
import io.cowhand.problem.Problem;
import io.cowhand.rule.Overlay;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Reads files for a graph. Safe for use by several threads. */
public final class GraphFileReader {

    private final FileTree files;
    private final LockTable locks;
    private final BackingNames names;
    /** Names and formats that many images have, each kept once. */
    private final Map<Bytes, Bytes> shared = new ConcurrentHashMap<>();

    /**
     * Creates a reader.
     *
     * @param files the files among which images are read and names are looked up
     * @param limit how long a file may take to answer
     */
    public GraphFileReader(FileTree files, TimeLimit limit) {
        this.files = files;
        this.locks = files.locks();
        this.names = new BackingNames(files, limit);
    }

    /** Returns what a file holds, and what the name in it leads to. */
    public GraphFile read(ImageReference named, Role role) {
        FileStatus status;
        boolean isLink;
        try {
            status = files.status(named.path());
            isLink = files.statusOfItself(named.path()).isLink();
        } catch (IOException error) {
            return unreadable(named, role, Problem.error(CommonCode.UNREADABLE, IoErrors.describe(error)));
        }
        FileId id = status.id();
        if (status.isDirectory()) {
            return unreadable(
                    named,
                    role,
                    Problem.error(CommonCode.UNREADABLE, "this is a directory; for the images below it, use -r"));
        }
        ImageReference image = new ImageReference(named.path(), new FileIdentity.Resolved(id, isLink));
        BackingFile file = BackingFile.readUnchecked(files, image, id, locks);
        if (file instanceof BackingFile.NotRead not) {
            Problem problem = Problem.error(CommonCode.UNREADABLE, "this file " + not.why());
            return new GraphFile(image, role, Optional.of(id), Optional.empty(), List.of(problem));
        }
        BackingFile.Read read = (BackingFile.Read) file;
        return new GraphFile(
                image,
                role,
                Optional.of(id),
                Optional.of(new Disk(read.format(), read.size(), read.isWritten(), backing(image, read))),
                read.header().defect().stream().toList());
    }

    /** Returns a file that is not read. */
    public static GraphFile unreadable(ImageReference named, Role role, Problem why) {
        return new GraphFile(named, role, Optional.empty(), Optional.empty(), List.of(why));
    }

    private Optional<Backing> backing(ImageReference image, BackingFile.Read read) {
        return read.header()
                .name()
                .filter(name -> !name.isEmpty())
                .map(this::share)
                .map(name -> new Backing(
                        new Overlay(name, read.header().backingFormat().map(this::share), read.size()),
                        names.target(image, name)));
    }

    private Bytes share(Bytes bytes) {
        Bytes known = shared.putIfAbsent(bytes, bytes);
        return known == null ? bytes : known;
    }
}
