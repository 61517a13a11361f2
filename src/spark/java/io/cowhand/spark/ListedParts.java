package io.cowhand.spark;

import io.cowhand.image.ImageList;
import io.cowhand.image.ImageReference;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;

/** Images that the driver has listed. */
final class ListedParts implements Parts {

    private final JavaSparkContext spark;
    private final ImageList images;

    ListedParts(JavaSparkContext spark, ImageList images) {
        this.spark = spark;
        this.images = images;
    }

    @Override
    public long images() {
        return images.size();
    }

    @Override
    public JavaRDD<PathsOfPart> parts(long from, long to, int size) {
        Iterator<PathsOfPart.Named> next = images.stream()
                .skip(from)
                .limit(to - from)
                .map(ListedParts::named)
                .iterator();
        List<PathsOfPart> parts = new ArrayList<>();
        for (long at = from; at < to; at += size) {
            parts.add(PathsOfPart.pack(at + 1, next, (int) Math.min(size, to - at)));
        }
        return spark.parallelize(parts, Math.max(1, parts.size()));
    }

    @Override
    public List<String> uris() {
        return images.stream().map(ImageReference::fileUri).toList();
    }

    private static PathsOfPart.Named named(ImageReference image) {
        return new PathsOfPart.Named(image.fileUri(), image.row());
    }
}
