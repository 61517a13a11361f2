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
import io.cowhand.problem.Problem;
import io.cowhand.qcow2.DiskFormat;
import io.cowhand.qcow2.HeaderField;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.rule.HeaderRules;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A file that may be the backing file of images, or such an image, read as far as chains need it; or why it was not read. */
public sealed interface BackingFile {

    /**
     * The file was read.
     *
     * @param path its path for display, as it is listed
     * @param format what it begins with
     * @param size the size of the disk in a qcow2 image, and of the file of any other format
     * @param isWritten whether a program on this host has it open for writing
     * @param header what its header says; nothing unless it is a qcow2 image
     */
    record Read(String path, DiskFormat format, long size, boolean isWritten, Header header) implements BackingFile {}

    /**
     * What a qcow2 header says.
     *
     * @param problems the codes of what is wrong with it, as far as it was checked
     * @param name the name of the image's own backing file
     * @param backingFormat the format that this file is said to have
     * @param defect why the header is not decoded, so that the size is that of the file; or, if only obstacles were looked
     *     for, why QEMU does not open the image
     */
    record Header(
            List<String> problems, Optional<Bytes> name, Optional<Bytes> backingFormat, Optional<Problem> defect) {

        private static final int LONGEST_FORMAT = 1024;

        /** A file that is no qcow2 image. */
        static final Header NONE = new Header(List.of(), Optional.empty(), Optional.empty(), Optional.empty());

        /** Copies the list. */
        public Header {
            problems = List.copyOf(problems);
        }

        /** Keeps nothing of the cluster that the header was decoded from. */
        static Header of(ImageFacts facts, boolean isChecked) {
            return new Header(
                    isChecked ? brokenRules(facts) : List.of(),
                    facts.header().backingName().map(Bytes::detached),
                    facts.header().backingFormat().map(Header::kept),
                    isChecked ? Optional.empty() : obstacle(facts));
        }

        /** An extension may have 2 MiB, of which a format that exists takes a few. */
        private static Bytes kept(Bytes format) {
            return format.slice(0, Math.min(format.length(), LONGEST_FORMAT)).detached();
        }

        /** Returns why QEMU does not open the image, as far as the header shows it. */
        private static Optional<Problem> obstacle(ImageFacts facts) {
            return HeaderRules.check(facts, HeaderRules.PREVENTING_OPENING).stream()
                    .map(HeaderRules.Violation::problem)
                    .findFirst();
        }

        private static List<String> brokenRules(ImageFacts facts) {
            return HeaderRules.check(facts).stream()
                    .map(violation -> violation.rule().code())
                    .distinct()
                    .toList();
        }

        static Header undecoded(Problem why) {
            return new Header(List.of(why.code()), Optional.empty(), Optional.empty(), Optional.of(why));
        }
    }

    /** The file was not read; the words about it say why. */
    record NotRead(String why) implements BackingFile {}

    /**
     * Reads the first bytes of a file, and if it is a qcow2 image the first cluster.
     *
     * @param files the files among which it is
     * @param file its name in the recipe or on the command line
     * @param id the file that this name led to when it was listed; no other one is opened
     */
    static BackingFile read(FileTree files, ImageReference file, FileId id, LockTable locks) {
        return read(files, file, id, locks, true);
    }

    /**
     * Does the same, but reads of a qcow2 image what the header takes, and looks only for what keeps QEMU from opening it: a
     * tenth of the work.
     */
    static BackingFile readUnchecked(FileTree files, ImageReference file, FileId id, LockTable locks) {
        return read(files, file, id, locks, false);
    }

    private static BackingFile read(
            FileTree files, ImageReference file, FileId id, LockTable locks, boolean isChecked) {
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
                return new Read(file.display(), DiskFormat.RAW, 0, isWritten, Header.NONE);
            }
            try (ReadableFile opened = files.open(place.path(), TrailingLink.FOLLOWED)) {
                return read(new HeaderReader(files), file, status, opened, isWritten, isChecked);
            }
        } catch (IOException error) {
            return new NotRead("cannot be read: " + IoErrors.describe(error));
        }
    }

    private static BackingFile read(
            HeaderReader reader,
            ImageReference file,
            FileStatus status,
            ReadableFile opened,
            boolean isWritten,
            boolean isChecked)
            throws IOException {
        DiskFormat format = DiskFormat.of(new ImageFile(opened).read(0, DiskFormat.PROBED));
        if (format != DiskFormat.QCOW2) {
            return new Read(file.display(), format, status.size(), isWritten, Header.NONE);
        }
        ReadResult reading =
                isChecked ? reader.readWithoutTables(opened, status, file) : reader.readHeader(opened, status, file);
        if (reading instanceof ReadResult.Failed failed) {
            return new Read(file.display(), format, status.size(), isWritten, Header.undecoded(failed.problem()));
        }
        ImageFacts facts = ((ReadResult.Readable) reading).facts();
        return new Read(
                file.display(), format, facts.header().get(HeaderField.SIZE), isWritten, Header.of(facts, isChecked));
    }

    /** Returns whether a program may write to the disk. Locks of a Cowhand that edits the header are exclusive. */
    private static boolean isWritten(List<HeldLock> held) {
        List<HeldLock> others = held.stream()
                .filter(lock -> !(lock.kind() == HeldLock.Kind.OFDLCK && lock.exclusive()))
                .toList();
        return Usage.of(others).filter(Usage.WRITER::equals).isPresent();
    }
}
