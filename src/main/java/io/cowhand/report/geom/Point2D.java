package io.cowhand.report.geom;

/** A point. */
public abstract class Point2D {

    /** Creates a point. */
    protected Point2D() {}

    /** Returns the distance from the left. */
    public abstract double getX();

    /** Returns the distance from the top. */
    public abstract double getY();
}
