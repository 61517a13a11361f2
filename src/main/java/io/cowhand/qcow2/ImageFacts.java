package io.cowhand.qcow2;

import java.util.List;
import java.util.Optional;

/**
 * The facts about an image that an edit may use.
 *
 * @param header the decoded window
 * @param fileSize the size of the file in bytes
 * @param path the image's path for display
 * @param directory the absolute path of the directory that holds the image, without {@code .} and {@code ..}; with
 *     U+FFFD for bytes that are not UTF-8
 * @param snapshots the snapshot table, if the header points to one that can be read
 * @param bitmaps the bitmap directory, if the header points to one that can be read
 * @param luksHeaders the starts of the LUKS headers to which the header points; empty unless the image is encrypted
 */
public record ImageFacts(
        HeaderImage header,
        long fileSize,
        String path,
        String directory,
        Optional<SnapshotTable> snapshots,
        Optional<BitmapDirectory> bitmaps,
        List<LuksHeader> luksHeaders) {

    /** Copies the list. */
    public ImageFacts {
        luksHeaders = List.copyOf(luksHeaders);
    }

    /** Creates the facts of an image in the root directory, without tables. */
    public ImageFacts(HeaderImage header, long fileSize, String path) {
        this(header, fileSize, path, "/", Optional.empty(), Optional.empty(), List.of());
    }

    /** Returns the same image with another header, and only the tables to which that header points. */
    public ImageFacts with(HeaderImage replacement) {
        return new ImageFacts(
                replacement,
                fileSize,
                path,
                directory,
                snapshots.filter(table -> table.isOf(replacement)),
                bitmaps.filter(directory -> directory.isOf(replacement)),
                luksHeaders);
    }

    /** Returns the LUKS header at an offset, if it was read. */
    public Optional<LuksHeader> luksHeader(long offset) {
        return luksHeaders.stream().filter(each -> each.offset() == offset).findFirst();
    }

    /** Returns the image's name in its directory. */
    public String fileName() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Returns whether the file is shorter than its first cluster, so that it cannot be edited in place. */
    public boolean isShorterThanFirstCluster() {
        return fileSize < header.clusterSize().orElse(HeaderCodec.MIN_WINDOW);
    }
}
