package io.cowhand.report;

import io.cowhand.graph.ImageGraph;
import java.util.function.Consumer;

/** A form in which a graph of images is shown. */
public interface GraphReport {

    /** Passes each line of a graph to {@code out}. */
    void write(ImageGraph graph, Consumer<String> out);
}
