package io.cowhand.report.geom;

/** A rectangle. */
public abstract class Rectangle2D {

    /** Creates a rectangle. */
    protected Rectangle2D() {}

    /** Returns the right edge. */
    public abstract double getMaxX();

    /** Returns the bottom edge. */
    public abstract double getMaxY();

    /** A rectangle with edges of type {@code double}. */
    public static class Double extends Rectangle2D {

        /** The left edge. */
        public final double x;
        /** The top edge. */
        public final double y;
        /** The width. */
        public final double width;
        /** The height. */
        public final double height;

        /** Creates a rectangle. */
        public Double(double x, double y, double width, double height) {
            this.x = x;
            this.y = y;
            this.width = width;
            this.height = height;
        }

        @Override
        public double getMaxX() {
            return x + width;
        }

        @Override
        public double getMaxY() {
            return y + height;
        }
    }
}
