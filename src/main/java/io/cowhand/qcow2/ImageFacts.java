package io.cowhand.qcow2;

/**
 * All that an edit may look at.
 *
 * @param header the window, taken apart
 * @param fileSize bytes of the file
 * @param path the image's path for display
 */
public record ImageFacts(HeaderImage header, long fileSize, String path) {

    /** The same image with another header. */
    public ImageFacts with(HeaderImage replacement) {
        return new ImageFacts(replacement, fileSize, path);
    }

    /** Whether the file ends before its first cluster does, so that it cannot be edited in place. */
    public boolean isShorterThanFirstCluster() {
        return fileSize < header.clusterSize().orElse(HeaderCodec.MIN_WINDOW);
    }
}
