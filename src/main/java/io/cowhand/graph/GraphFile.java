package io.cowhand.graph;

import io.cowhand.image.ImageReference;
import io.cowhand.inspect.BackingTarget;
import io.cowhand.os.FileId;
import io.cowhand.problem.Problem;
import io.cowhand.qcow2.DiskFormat;
import io.cowhand.rule.Overlay;
import java.util.List;
import java.util.Optional;

/**
 * A file that the user named, as far as a graph needs it.
 *
 * @param image its name
 * @param role as what it was named
 * @param id its identity; empty if it is not there
 * @param disk what it holds; empty if it cannot be read
 * @param problems why it, or its header, cannot be read
 */
public record GraphFile(
        ImageReference image, Role role, Optional<FileId> id, Optional<Disk> disk, List<Problem> problems) {

    /** As what a file was named. */
    public enum Role {
        /** An image. */
        IMAGE,
        /** A file that may back images. */
        BASE,
        /** A file of any kind below a directory, which counts only if it is an image or backs one. */
        CANDIDATE
    }

    /**
     * What a file holds.
     *
     * @param format what it begins with
     * @param size the size of the disk in a qcow2 image, and of the file of any other format, in bytes
     * @param isWritten whether a program on this host has it open for writing
     * @param backing its backing file, if it names one
     */
    public record Disk(DiskFormat format, long size, boolean isWritten, Optional<Backing> backing) {}

    /**
     * A backing file.
     *
     * @param overlay the image that names it
     * @param target what the name leads to
     */
    public record Backing(Overlay overlay, BackingTarget target) {}

    /** Copies the list. */
    public GraphFile {
        problems = List.copyOf(problems);
    }

    /** Returns its backing file, if it is known to have one. */
    public Optional<Backing> backing() {
        return disk.flatMap(Disk::backing);
    }

    /** Returns whether it counts only if it backs an image. */
    boolean isDispensable() {
        return role == Role.CANDIDATE
                && disk.map(each -> each.format != DiskFormat.QCOW2).orElse(problems.isEmpty());
    }

    /** Returns what an image on this file may expect of it; nothing if the file, or its header, cannot be read. */
    Optional<Overlay.Base> asBase() {
        return problems.isEmpty()
                ? disk.map(each -> new Overlay.Base(image.display(), each.format.label(), each.size))
                : Optional.empty();
    }
}
