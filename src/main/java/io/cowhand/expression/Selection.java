package io.cowhand.expression;

import java.util.List;

/**
 * Named expressions, whose values for an image are a row of a table: {@code path, size / 1024 as kib}.
 *
 * @param columns the expressions with their names, at least one; no name occurs twice
 */
public record Selection(List<Column> columns) implements SelectionCompilation {

    /** Copies the list. */
    public Selection {
        columns = List.copyOf(columns);
    }

    /** A named expression. */
    public record Column(String name, Expression expression) {}

    /** Parses and compiles a selection; the offsets of faults are those in the whole text. */
    public static SelectionCompilation compile(String text, ExpressionCompiler compiler) {
        return new SelectionParser(text, compiler).parse();
    }

    /** Returns the names in their order. */
    public List<String> names() {
        return columns.stream().map(Column::name).toList();
    }
}
