package io.cowhand.run;

import io.cowhand.run.ImageTraits.HeaderTraits;
import io.cowhand.run.ImageTraits.ProblemKind;

/** Counts the images of a fleet by what they have in common, in bounded memory. */
public final class FleetStatistics {

    private final Tally<Integer> versions = new Tally<>();
    private final Tally<Integer> clusterSizes = new Tally<>();
    private final SizeStatistics virtualSizes = new SizeStatistics();
    private final SizeStatistics fileSizes = new SizeStatistics();
    private final Tally<String> features = new Tally<>();
    private final Tally<String> backingFiles = new Tally<>();
    private final Tally<String> backingFormats = new Tally<>();
    private final Tally<String> uses = new Tally<>();
    private final Tally<ProblemKind> problems = new Tally<>();
    private long encrypted;
    private long withDataFile;
    private long withSnapshots;
    private long snapshots;
    private long withBitmaps;
    private long bitmaps;

    /** Counts an image. */
    public void add(ImageTraits image) {
        image.header().ifPresent(header -> add(header, image.image()));
        image.usage().ifPresent(usage -> uses.add(usage.label()));
        image.problems().forEach(problems::add);
    }

    private void add(HeaderTraits header, String image) {
        versions.add(header.version());
        header.clusterSize().ifPresent(clusterSizes::add);
        virtualSizes.add(header.virtualSize(), image);
        fileSizes.add(header.fileSize(), image);
        header.features().forEach(features::add);
        header.backingFile().ifPresent(backingFiles::add);
        header.backingFormat().ifPresent(backingFormats::add);
        encrypted += header.isEncrypted() ? 1 : 0;
        withDataFile += header.hasDataFile() ? 1 : 0;
        withSnapshots += header.snapshots() > 0 ? 1 : 0;
        snapshots += header.snapshots();
        withBitmaps += header.bitmaps() > 0 ? 1 : 0;
        bitmaps += header.bitmaps();
    }

    /** Returns the images by version; their total is the number of images whose header can be decoded. */
    public Tally<Integer> versions() {
        return versions;
    }

    /** Returns the images by the size of their clusters in bytes, without those of which it is not valid. */
    public Tally<Integer> clusterSizes() {
        return clusterSizes;
    }

    /** Returns the sizes of the disks. */
    public SizeStatistics virtualSizes() {
        return virtualSizes;
    }

    /** Returns the sizes of the files. */
    public SizeStatistics fileSizes() {
        return fileSizes;
    }

    /** Returns the images by feature; an image with several counts for each. */
    public Tally<String> features() {
        return features;
    }

    /** Returns the images by the name of their backing file; their total is the number of images that have one. */
    public Tally<String> backingFiles() {
        return backingFiles;
    }

    /** Returns the number of images without a backing file. */
    public long withoutBackingFile() {
        return versions.total() - backingFiles.total();
    }

    /** Returns the images with a backing file by its format; {@code ""} stands for those that give none. */
    public Tally<String> backingFormats() {
        return backingFormats;
    }

    /** Returns the images in use by how they are. */
    public Tally<String> uses() {
        return uses;
    }

    /** Returns the images by problem; an image with several counts for each. */
    public Tally<ProblemKind> problems() {
        return problems;
    }

    /** Returns the number of encrypted images. */
    public long encrypted() {
        return encrypted;
    }

    /** Returns the number of images with an external data file. */
    public long withDataFile() {
        return withDataFile;
    }

    /** Returns the number of images with snapshots. */
    public long withSnapshots() {
        return withSnapshots;
    }

    /** Returns the number of snapshots, as the headers have it. */
    public long snapshots() {
        return snapshots;
    }

    /** Returns the number of images with bitmaps. */
    public long withBitmaps() {
        return withBitmaps;
    }

    /** Returns the number of bitmaps, as the headers have it. */
    public long bitmaps() {
        return bitmaps;
    }
}
