package io.cowhand.spark;

import java.util.List;
import org.apache.spark.api.java.JavaRDD;

/** The images of a fleet, which can be divided into parts. */
interface Parts {

    /** Returns the number of images. */
    long images();

    /**
     * Divides a range of the images.
     *
     * @param from the position of the first image, from 0
     * @param to the position after the last one
     * @param size the maximum number of images of a part
     * @return a part in each partition
     */
    JavaRDD<PathsOfPart> parts(long from, long to, int size);

    /** Returns the {@code file:} URIs of all images. */
    List<String> uris();
}
