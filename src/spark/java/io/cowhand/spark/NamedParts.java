package io.cowhand.spark;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/** Images that a data set names, each once. They stay on the executors. */
final class NamedParts implements Parts {

    private final JavaPairRDD<Long, PathsOfPart.Named> images;
    private final long count;

    /** Numbers images, which are in the order of the fleet. */
    NamedParts(JavaRDD<PathsOfPart.Named> named) {
        // On disks, since they are read once a wave; what an executor loses is computed again.
        images = named.zipWithIndex().mapToPair(Tuple2::swap).persist(StorageLevel.DISK_ONLY());
        count = images.count();
    }

    @Override
    public long images() {
        return count;
    }

    @Override
    public JavaRDD<PathsOfPart> parts(long from, long to, int size) {
        int number = (int) Math.max(1, (to - from + size - 1) / size);
        return images.filter(image -> image._1 >= from && image._1 < to)
                .mapToPair(image -> new Tuple2<>((int) ((image._1 - from) / size), image))
                .partitionBy(new ByNumber(number))
                .values()
                .mapPartitions(NamedParts::pack);
    }

    private static Iterator<PathsOfPart> pack(Iterator<Tuple2<Long, PathsOfPart.Named>> images) {
        List<Tuple2<Long, PathsOfPart.Named>> sorted = new ArrayList<>();
        images.forEachRemaining(sorted::add);
        if (sorted.isEmpty()) {
            return List.<PathsOfPart>of().iterator();
        }
        sorted.sort(Comparator.comparing(Tuple2::_1));
        return List.of(PathsOfPart.pack(
                        sorted.get(0)._1 + 1, sorted.stream().map(Tuple2::_2).iterator(), sorted.size()))
                .iterator();
    }

    @Override
    public List<String> uris() {
        return images.values().map(PathsOfPart.Named::uri).collect();
    }

    /** Puts the images of each part into the partition with its number. */
    private static final class ByNumber extends Partitioner {
        private static final long serialVersionUID = 1;

        private final int number;

        ByNumber(int number) {
            this.number = number;
        }

        @Override
        public int numPartitions() {
            return number;
        }

        @Override
        public int getPartition(Object part) {
            return (Integer) part;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof ByNumber same && same.number == number;
        }

        @Override
        public int hashCode() {
            return number;
        }
    }
}
