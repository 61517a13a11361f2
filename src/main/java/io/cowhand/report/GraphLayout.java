package io.cowhand.report;

import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.abego.treelayout.Configuration;
import org.abego.treelayout.NodeExtentProvider;
import org.abego.treelayout.TreeLayout;
import org.abego.treelayout.util.AbstractTreeForTreeLayout;
import org.abego.treelayout.util.DefaultConfiguration;
import org.jspecify.annotations.Nullable;

/** Finds places for boxes, the bases at the left. The only class that sees the library for it. */
final class GraphLayout {

    private static final int BETWEEN_LEVELS = 48;
    private static final int BETWEEN_BOXES = 12;

    /** Where the roots begin: the box that holds them is not drawn and has no width. */
    private static final int LEFT = BETWEEN_LEVELS;

    private final Map<GraphBox, Rectangle2D.Double> places;
    private final double right;
    private final double bottom;

    /**
     * Places boxes of one width.
     *
     * @param height tells the height of a box
     */
    GraphLayout(GraphBox root, double width, ToDoubleFunction<GraphBox> height) {
        TreeLayout<GraphBox> layout = new TreeLayout<>(
                new Tree(root),
                new Extents(root, width, height),
                new DefaultConfiguration<>(BETWEEN_LEVELS, BETWEEN_BOXES, Configuration.Location.Left));
        this.places = layout.getNodeBounds();
        this.right = layout.getBounds().getMaxX() - LEFT;
        this.bottom = layout.getBounds().getMaxY();
    }

    /** A place in whole pixels. */
    record Place(long x, long y, long width, long height) {}

    /** Returns the place of a box. */
    Place place(GraphBox box) {
        Rectangle2D.Double place = Objects.requireNonNull(places.get(box));
        return new Place(
                Math.round(place.x - LEFT), Math.round(place.y), Math.round(place.width), Math.round(place.height));
    }

    long width() {
        return (long) Math.ceil(Math.max(0, right));
    }

    long height() {
        return (long) Math.ceil(bottom);
    }

    private record Extents(GraphBox root, double width, ToDoubleFunction<GraphBox> height)
            implements NodeExtentProvider<GraphBox> {

        @Override
        public double getWidth(GraphBox box) {
            return box == root ? 0 : width;
        }

        @Override
        public double getHeight(GraphBox box) {
            return box == root ? 0 : height.applyAsDouble(box);
        }
    }

    private static final class Tree extends AbstractTreeForTreeLayout<GraphBox> {

        Tree(GraphBox root) {
            super(root);
        }

        @Override
        public @Nullable GraphBox getParent(GraphBox box) {
            return box.base().orElse(null);
        }

        @Override
        public List<GraphBox> getChildrenList(GraphBox box) {
            return box.overlays();
        }
    }
}
