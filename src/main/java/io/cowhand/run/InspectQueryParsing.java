package io.cowhand.run;

import java.util.List;
import java.util.OptionalInt;

/** The result of parsing a query. */
public sealed interface InspectQueryParsing permits InspectQuery, InspectQueryParsing.Wrong {

    /**
     * A query with mistakes.
     *
     * @param mistakes all of them, at least one
     */
    record Wrong(List<Mistake> mistakes) implements InspectQueryParsing {
        /** Copies the list. */
        public Wrong {
            mistakes = List.copyOf(mistakes);
        }
    }

    /**
     * What is wrong with a text of a query.
     *
     * @param part which text: {@code where}, {@code select} or {@code fail-on}
     * @param text the text
     * @param offset where in the text, in code points from 0; empty if the text is wrong as a whole
     * @param message what is wrong, with the nearest name if a name is not known
     */
    record Mistake(String part, String text, OptionalInt offset, String message) {
        @Override
        public String toString() {
            return part + (offset.isPresent() ? ", column " + (offset.getAsInt() + 1) : "") + ": " + message;
        }
    }
}
