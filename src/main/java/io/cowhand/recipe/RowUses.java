package io.cowhand.recipe;

import io.cowhand.expression.RowUse;
import io.cowhand.problem.Problem;
import io.cowhand.yaml.Pointer;
import io.cowhand.yaml.Quoted;
import java.util.ArrayList;
import java.util.List;

/** Where the expressions of a recipe read the row of an image in an inventory. */
final class RowUses {

    private static final String MESSAGE = "no image has a row, because no inventory with columns names the images"
            + " (\"list\" in the recipe, or --images-from); where a row can be missing, ask with has(row.NAME)";

    private final List<Problem> reads = new ArrayList<>();
    private final List<Recipe.AskedColumn> asked = new ArrayList<>();
    private boolean asks;

    /** Adds the use by an expression, or by all of a text. */
    void add(RecipeSource source, Pointer at, RowUse use) {
        asks |= use.asks();
        for (int offset : use.reads()) {
            reads.add(source.problems()
                    .problem(ProblemCode.NO_ROWS, source.place(at).position(offset), at, MESSAGE));
        }
        for (RowUse.Column column : use.asked()) {
            Problem unknown = source.problems()
                    .problem(
                            ProblemCode.NO_COLUMN,
                            source.place(at).position(column.offset()),
                            at,
                            "no inventory has a column " + Quoted.text(column.name()));
            asked.add(new Recipe.AskedColumn(column.name(), unknown));
        }
    }

    /** Returns the columns that are asked for by name. */
    List<Recipe.AskedColumn> asked() {
        return asked;
    }

    /**
     * Returns what is wrong with the recipe if no image has a row: a problem for each value that is read. A recipe that asks
     * somewhere what a row holds is meant for images without one, too.
     */
    List<Problem> problemsWithoutRows() {
        return asks ? List.of() : List.copyOf(reads);
    }
}
