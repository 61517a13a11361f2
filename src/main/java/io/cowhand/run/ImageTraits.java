package io.cowhand.run;

import io.cowhand.bytes.Bytes;
import io.cowhand.inspect.Usage;
import io.cowhand.problem.Problem;
import io.cowhand.problem.Severity;
import io.cowhand.qcow2.ExtensionPayload;
import io.cowhand.qcow2.FeatureBit;
import io.cowhand.qcow2.FeatureGroup;
import io.cowhand.qcow2.HeaderField;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.qcow2.KnownFeature;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What {@link FleetStatistics} counts of an image: as little as possible, since images wait for slower ones before them.
 *
 * @param image the image's path for display
 * @param header what is counted of its header; empty if it cannot be decoded
 * @param usage the use by other programs, if any
 * @param problems its problems, each kind once
 */
public record ImageTraits(
        String image, Optional<HeaderTraits> header, Optional<Usage> usage, List<ProblemKind> problems) {

    /** The most characters of a name that are kept; QEMU's longest name is shorter. */
    private static final int LONGEST_NAME = 1024;

    /** Copies the list. */
    public ImageTraits {
        problems = List.copyOf(problems);
    }

    /**
     * What is counted of a header.
     *
     * @param version the version
     * @param clusterSize the size of a cluster in bytes; empty if it is not valid
     * @param virtualSize the size of the disk in bytes, an unsigned number
     * @param fileSize the size of the file in bytes
     * @param features the names of the feature bits that are set; of unknown ones with their group
     * @param backingFile the name of the backing file
     * @param backingFormat its format, {@code ""} if none is given; empty if there is no backing file
     * @param isEncrypted whether the guest's data is encrypted
     * @param hasDataFile whether the guest's data is in another file
     * @param snapshots the number of snapshots
     * @param bitmaps the number of bitmaps
     */
    public record HeaderTraits(
            int version,
            OptionalInt clusterSize,
            long virtualSize,
            long fileSize,
            List<String> features,
            Optional<String> backingFile,
            Optional<String> backingFormat,
            boolean isEncrypted,
            boolean hasDataFile,
            long snapshots,
            long bitmaps) {
        /** Copies the list. */
        public HeaderTraits {
            features = List.copyOf(features);
        }
    }

    /** A problem without the image that has it; errors come first. */
    public record ProblemKind(Severity severity, String code) implements Comparable<ProblemKind> {
        private static ProblemKind of(Problem problem) {
            return new ProblemKind(problem.severity(), problem.code());
        }

        @Override
        public int compareTo(ProblemKind other) {
            int bySeverity = severity.compareTo(other.severity);
            return bySeverity != 0 ? bySeverity : code.compareTo(other.code);
        }
    }

    /** Returns what is counted of an inspection. */
    public static ImageTraits of(Inspection inspection) {
        return new ImageTraits(
                inspection.image().display(),
                inspection.facts().map(ImageTraits::of),
                Usage.of(inspection.locks()),
                inspection.problems().stream().map(ProblemKind::of).distinct().toList());
    }

    private static HeaderTraits of(ImageFacts facts) {
        HeaderImage header = facts.header();
        Optional<String> backingFile = header.backingName().map(ImageTraits::name);
        return new HeaderTraits(
                header.version(),
                header.clusterSize(),
                header.get(HeaderField.SIZE),
                facts.fileSize(),
                Arrays.stream(FeatureGroup.values())
                        .flatMap(group -> header.features(group).stream())
                        .map(ImageTraits::feature)
                        .toList(),
                backingFile,
                backingFile.map(
                        file -> header.backingFormat().map(ImageTraits::name).orElse("")),
                header.get(HeaderField.CRYPT_METHOD) != 0,
                header.has(KnownFeature.EXTERNAL_DATA_FILE),
                header.get(HeaderField.NB_SNAPSHOTS),
                header.bitmaps().map(ExtensionPayload.Bitmaps::count).orElse(0L));
    }

    private static String feature(FeatureBit bit) {
        return KnownFeature.find(bit).map(KnownFeature::label).orElseGet(bit::qualifiedLabel);
    }

    private static String name(Bytes name) {
        String text = name.slice(0, Math.min(name.length(), LONGEST_NAME)).display();
        return name.length() <= LONGEST_NAME ? text : text + "…";
    }
}
