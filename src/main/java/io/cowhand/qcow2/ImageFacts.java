package io.cowhand.qcow2;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The facts about an image that an edit may use. */
public final class ImageFacts {

    /** The name of an image; asked for only by those who need it, since a directory is made absolute for it. */
    public interface Name {
        /** Returns the image's path for display. */
        String path();

        /**
         * Returns the absolute path of the directory that holds the image, without {@code .} and {@code ..}; with U+FFFD for
         * bytes that are not UTF-8.
         */
        String directory();
    }

    private record Named(String path, String directory) implements Name {}

    private final HeaderImage header;
    private final long fileSize;
    private final Name name;
    private final Optional<SnapshotTable> snapshots;
    private final Optional<BitmapDirectory> bitmaps;
    private final List<LuksHeader> luksHeaders;
    /** Where answers are collected; null if they are not. */
    private final @Nullable ImageAnswers answers;

    /**
     * Creates facts.
     *
     * @param header the decoded window
     * @param fileSize the size of the file in bytes
     * @param name the image's name
     * @param snapshots the snapshot table, if the header points to one that can be read
     * @param bitmaps the bitmap directory, if the header points to one that can be read
     * @param luksHeaders the starts of the LUKS headers to which the header points; empty unless the image is encrypted
     */
    public ImageFacts(
            HeaderImage header,
            long fileSize,
            Name name,
            Optional<SnapshotTable> snapshots,
            Optional<BitmapDirectory> bitmaps,
            List<LuksHeader> luksHeaders) {
        this(header, fileSize, name, snapshots, bitmaps, List.copyOf(luksHeaders), null);
    }

    private ImageFacts(
            HeaderImage header,
            long fileSize,
            Name name,
            Optional<SnapshotTable> snapshots,
            Optional<BitmapDirectory> bitmaps,
            List<LuksHeader> luksHeaders,
            @Nullable ImageAnswers answers) {
        this.header = header;
        this.fileSize = fileSize;
        this.name = name;
        this.snapshots = snapshots;
        this.bitmaps = bitmaps;
        this.luksHeaders = luksHeaders;
        this.answers = answers;
    }

    /** Creates facts of an image with a path and a directory. */
    public ImageFacts(
            HeaderImage header,
            long fileSize,
            String path,
            String directory,
            Optional<SnapshotTable> snapshots,
            Optional<BitmapDirectory> bitmaps,
            List<LuksHeader> luksHeaders) {
        this(header, fileSize, new Named(path, directory), snapshots, bitmaps, luksHeaders);
    }

    /** Creates the facts of an image in the root directory, without tables. */
    public ImageFacts(HeaderImage header, long fileSize, String path) {
        this(header, fileSize, path, "/", Optional.empty(), Optional.empty(), List.of());
    }

    /** Returns the same image with another header, and only the tables to which that header points. */
    public ImageFacts with(HeaderImage replacement) {
        // Called several times for each image, and mostly without tables.
        return new ImageFacts(
                replacement,
                fileSize,
                name,
                snapshots.isEmpty() ? snapshots : snapshots.filter(table -> table.isOf(replacement)),
                bitmaps.isEmpty() ? bitmaps : bitmaps.filter(directory -> directory.isOf(replacement)),
                luksHeaders,
                answers);
    }

    /** Returns the same facts, which add to a collection what they are asked for besides the header and the tables. */
    ImageFacts collecting(ImageAnswers collection) {
        return new ImageFacts(header, fileSize, name, snapshots, bitmaps, luksHeaders, collection);
    }

    /** Returns the decoded window. */
    public HeaderImage header() {
        return header;
    }

    /** Returns the size of the file in bytes. */
    public long fileSize() {
        return answered(ImageQuestion.FILE_SIZE, fileSize);
    }

    /** Returns the image's path for display. */
    public String path() {
        return answered(ImageQuestion.PATH, name.path());
    }

    /**
     * Returns the absolute path of the directory that holds the image, without {@code .} and {@code ..}; with U+FFFD for bytes
     * that are not UTF-8.
     */
    public String directory() {
        return answered(ImageQuestion.DIRECTORY, name.directory());
    }

    /** Returns the image's name in its directory. */
    public String fileName() {
        String path = path();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Returns the snapshot table, if the header points to one that can be read. */
    public Optional<SnapshotTable> snapshots() {
        return snapshots;
    }

    /** Returns the bitmap directory, if the header points to one that can be read. */
    public Optional<BitmapDirectory> bitmaps() {
        return bitmaps;
    }

    /** Returns the starts of the LUKS headers to which the header points; empty unless the image is encrypted. */
    public List<LuksHeader> luksHeaders() {
        return luksHeaders;
    }

    /** Returns whether no table was read: all that is known of the image's content is its header. */
    public boolean hasNoTables() {
        return snapshots.isEmpty() && bitmaps.isEmpty() && luksHeaders.isEmpty();
    }

    /** Returns the LUKS header at an offset, if it was read. */
    public Optional<LuksHeader> luksHeader(long offset) {
        return luksHeaders.stream().filter(each -> each.offset() == offset).findFirst();
    }

    /** Returns whether the file is shorter than its first cluster, so that it cannot be edited in place. */
    public boolean isShorterThanFirstCluster() {
        return isShorterThan(header.clusterSize().orElse(HeaderCodec.MIN_WINDOW));
    }

    /** Returns whether the file has fewer bytes; the number is unsigned. */
    public boolean isShorterThan(long length) {
        return asked(ImageQuestion.isShorterThan(length));
    }

    /** Returns whether a name in the header leads to a file or device of the host's system. */
    public boolean isOfTheSystem(String other) {
        // The answer for an absolute name does not depend on the image.
        return other.startsWith("/") ? FileName.isOfTheSystem(other, "/") : asked(ImageQuestion.isOfTheSystem(other));
    }

    /** Returns whether a name in the header leads to the image itself; names are compared, and no file is looked at. */
    public boolean isNamed(String other) {
        return asked(ImageQuestion.isNamed(other));
    }

    private boolean asked(ImageQuestion question) {
        // What the question itself looks at is not what was asked.
        boolean answer = (Boolean) question.answer(answers == null ? this : withoutCollecting());
        return answered(question, answer);
    }

    private ImageFacts withoutCollecting() {
        return new ImageFacts(header, fileSize, name, snapshots, bitmaps, luksHeaders, null);
    }

    private <T> T answered(ImageQuestion question, T answer) {
        if (answers != null) {
            answers.add(question, answer);
        }
        return answer;
    }
}
