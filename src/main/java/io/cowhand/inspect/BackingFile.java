package io.cowhand.inspect;

import io.cowhand.bytes.Bytes;
import io.cowhand.image.ImageReference;
import io.cowhand.os.FileHandle;
import io.cowhand.os.FileId;
import io.cowhand.os.FileStatus;
import io.cowhand.os.FileTree;
import io.cowhand.os.HeldLock;
import io.cowhand.os.IoErrors;
import io.cowhand.os.LockTable;
import io.cowhand.os.ReadableFile;
import io.cowhand.os.SystemCalls.TrailingLink;
import io.cowhand.qcow2.DiskFormat;
import io.cowhand.qcow2.HeaderField;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.rule.HeaderRules;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A file that the recipe lists, read as a backing file; or why there is none. */
sealed interface BackingFile {

    /**
     * The file was read.
     *
     * @param path its path for display, as it is listed
     * @param format what it begins with
     * @param size the size of the disk in a qcow2 image, and of the file of any other format
     * @param problems the codes of what is wrong with a qcow2 header
     * @param isWritten whether a program on this host has it open for writing
     * @param name the name of its own backing file
     */
    record Read(
            String path, DiskFormat format, long size, List<String> problems, boolean isWritten, Optional<Bytes> name)
            implements BackingFile {
        /** Copies the list. */
        public Read {
            problems = List.copyOf(problems);
        }
    }

    /** The file was not read; the words say why. */
    record NotRead(String why) implements BackingFile {}

    /**
     * Reads the first bytes of a file, and if it is a qcow2 image the first cluster.
     *
     * @param files the files among which it is
     * @param file its name in the recipe
     * @param id the file that this name led to when it was listed; no other one is opened
     */
    static BackingFile read(FileTree files, ImageReference file, FileId id, LockTable locks) {
        // A descriptor that only identifies the file: whatever is at the path by now, it is examined before it is
        // opened.
        try (FileHandle place = files.handle(file.path(), file.lastLink())) {
            FileStatus status = place.status();
            status.requireRegular(file.path());
            if (!status.id().equals(id)) {
                return new NotRead("is not read, since another file has replaced it since the files were listed");
            }
            boolean isWritten = isWritten(locks.of(status));
            if (status.size() == 0) {
                // Files of the kernel have no size, and reading them may block.
                return new Read(file.display(), DiskFormat.RAW, 0, List.of(), isWritten, Optional.empty());
            }
            try (ReadableFile opened = files.open(place.path(), TrailingLink.FOLLOWED)) {
                return read(new HeaderReader(files), file, status, opened, isWritten);
            }
        } catch (IOException error) {
            return new NotRead("cannot be read: " + IoErrors.describe(error));
        }
    }

    private static BackingFile read(
            HeaderReader reader, ImageReference file, FileStatus status, ReadableFile opened, boolean isWritten)
            throws IOException {
        DiskFormat format = DiskFormat.of(new ImageFile(opened).read(0, DiskFormat.PROBED));
        Optional<Bytes> name = Optional.empty();
        List<String> problems = List.of();
        long size = status.size();
        if (format == DiskFormat.QCOW2) {
            ReadResult reading = reader.readWithoutTables(opened, status, file);
            if (reading instanceof ReadResult.Failed failed) {
                problems = List.of(failed.problem().code());
            } else {
                ImageFacts facts = ((ReadResult.Readable) reading).facts();
                problems = HeaderRules.check(facts).stream()
                        .map(violation -> violation.rule().code())
                        .distinct()
                        .toList();
                name = facts.header().backingName();
                size = facts.header().get(HeaderField.SIZE);
            }
        }
        return new Read(file.display(), format, size, problems, isWritten, name);
    }

    /** Returns whether a program may write to the disk. Locks of a Cowhand that edits the header are exclusive. */
    private static boolean isWritten(List<HeldLock> held) {
        List<HeldLock> others = held.stream()
                .filter(lock -> !(lock.kind() == HeldLock.Kind.OFDLCK && lock.exclusive()))
                .toList();
        return Usage.of(others).filter(Usage.WRITER::equals).isPresent();
    }
}
