package io.cowhand.inventory;

import io.cowhand.problem.Problem;
import java.util.function.Consumer;

/** Collects the problems of inventories, up to a bound. */
public final class InventoryProblems {

    private final Consumer<Problem> sink;
    private int found;

    /** Creates a collector that passes problems on. */
    public InventoryProblems(Consumer<Problem> sink) {
        this.sink = sink;
    }

    /**
     * Adds a problem.
     *
     * @param file the inventory, for display
     * @param line from 1
     * @param column from 1, in characters
     */
    public void add(String code, String file, int line, int column, String message) {
        found++;
        if (found <= Limits.PROBLEMS) {
            sink.accept(Problem.inText(code, file, line, column, "", message));
        } else if (found == Limits.PROBLEMS + 1) {
            String more = "more than " + Limits.PROBLEMS + " problems; the rest is not shown";
            sink.accept(Problem.inText(ProblemCode.TOO_MANY_PROBLEMS, file, line, column, "", more));
        }
    }

    /** Returns whether no more problems are reported, so that reading on is of no use. */
    public boolean isFull() {
        return found > Limits.PROBLEMS;
    }
}
