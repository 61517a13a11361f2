package io.cowhand.qcow2;

import java.util.List;
import java.util.Optional;

/**
 * All that an edit may look at.
 *
 * @param header the window, taken apart
 * @param fileSize bytes of the file
 * @param path the image's path for display
 * @param directory the absolute path of the directory that holds the image, without {@code .} and {@code ..}; U+FFFD stands
 *     where its bytes are not UTF-8
 * @param snapshots the snapshot table, where the header points to one that can be read
 * @param bitmaps the bitmap directory, where the header points to one that can be read
 * @param luksHeaders how the LUKS headers begin to which the header points; empty unless the image is encrypted
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

    /** An image in the root directory of whose tables nothing is known. */
    public ImageFacts(HeaderImage header, long fileSize, String path) {
        this(header, fileSize, path, "/", Optional.empty(), Optional.empty(), List.of());
    }

    /** The same image with another header; tables to which it does not point are none of its own. */
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

    /** Returns the LUKS header at an offset, where that was read. */
    public Optional<LuksHeader> luksHeader(long offset) {
        return luksHeaders.stream().filter(each -> each.offset() == offset).findFirst();
    }

    /** The image's name in its directory. */
    public String fileName() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** Whether the file ends before its first cluster does, so that it cannot be edited in place. */
    public boolean isShorterThanFirstCluster() {
        return fileSize < header.clusterSize().orElse(HeaderCodec.MIN_WINDOW);
    }
}
