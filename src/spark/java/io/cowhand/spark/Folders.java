package io.cowhand.spark;

import io.cowhand.image.ImageEntry;
import io.cowhand.image.ImageReference;
import io.cowhand.image.ImageResolver;
import io.cowhand.image.LinkPolicy;
import io.cowhand.image.Resolution;
import io.cowhand.os.TimeLimit;
import io.cowhand.problem.Location;
import io.cowhand.problem.Problem;
import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/** Images that a glob matches, whose folders are listed by executors. */
final class Folders {

    private static final int MOST_MISTAKES = 10;

    private final SparkSession spark;
    private final String glob;
    private final LinkPolicy links;
    private final Duration timeout;
    private final List<String> limit;

    /**
     * Creates a search that has not begun.
     *
     * @param glob a glob of folders, and after the last slash one of files in them
     * @param links which links are followed
     * @param timeout how long a folder may take to answer
     * @param limit globs, of which an image must match one
     */
    Folders(SparkSession spark, String glob, LinkPolicy links, Duration timeout, List<String> limit) {
        this.spark = spark;
        this.glob = glob;
        this.links = links;
        this.timeout = timeout;
        this.limit = limit;
    }

    /** An image of a folder, or why the folder cannot be listed. */
    private record Entry(String uri, String mistake) implements Serializable {}

    /**
     * Lists the folders.
     *
     * @throws IllegalArgumentException if the glob is not one of folders and files in them
     */
    Inventory.Names names() {
        int slash = glob.lastIndexOf('/');
        if (!glob.startsWith("/") || slash == glob.length() - 1 || glob.contains("**")) {
            throw new IllegalArgumentException("--images-by-folder: \"" + glob
                    + "\" must be an absolute glob of folders and of files in them, without **, as in"
                    + " /srv/vms/*/*.qcow2");
        }
        List<String> folders = folders(slash == 0 ? "/" : glob.substring(0, slash));
        String files = glob.substring(slash + 1);
        LinkPolicy policy = links;
        Duration time = timeout;
        JavaSparkContext context = new JavaSparkContext(spark.sparkContext());
        JavaRDD<Entry> entries = context.parallelize(folders, Math.max(1, folders.size()))
                .flatMap(folder -> list(folder, files, policy, time))
                .persist(StorageLevel.DISK_ONLY());
        List<String> mistakes = new ArrayList<>(entries.filter(entry -> !entry.mistake.isEmpty())
                .map(Entry::mistake)
                .take(MOST_MISTAKES));
        return new Inventory.Names(
                Inventory.limited(
                        entries.filter(entry -> entry.mistake.isEmpty())
                                .map(entry -> new PathsOfPart.Named(entry.uri, Map.of())),
                        limit,
                        "/"),
                mistakes);
    }

    private List<String> folders(String pattern) {
        try {
            FileSystem local = FileSystem.getLocal(spark.sparkContext().hadoopConfiguration());
            FileStatus[] found = local.globStatus(new org.apache.hadoop.fs.Path(pattern));
            return found == null
                    ? List.of()
                    : Stream.of(found)
                            .filter(FileStatus::isDirectory)
                            .map(folder -> folder.getPath().toUri().getPath())
                            .sorted()
                            .toList();
        } catch (IOException unreadable) {
            throw new UnreadableException("--images-by-folder: " + unreadable.getMessage(), unreadable);
        }
    }

    private static Iterator<Entry> list(String folder, String files, LinkPolicy links, Duration timeout) {
        Resolution found = new ImageResolver(Path.of(folder), links)
                .resolve(List.of(new ImageEntry(files, List.of(), Location.NOWHERE)), new TimeLimit(timeout));
        return Stream.concat(
                        found.problems().stream().map(Problem::message).map(mistake -> new Entry("", mistake)),
                        found.images().stream().map(ImageReference::fileUri).map(uri -> new Entry(uri, "")))
                .iterator();
    }
}
