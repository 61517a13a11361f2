package io.cowhand.problem;

import java.util.Objects;
import java.util.OptionalLong;

/** Where a problem is: in the bytes of a header, in the text of a recipe, or nowhere in particular. */
public sealed interface Location {

    /** The problem is about the image or the recipe as a whole. */
    Location NOWHERE = new Nowhere();

    /** The one location that names no place. */
    record Nowhere() implements Location {}

    /**
     * A place in a header.
     *
     * @param field the field, feature group or extension, by its name in the specification
     * @param offset bytes from the start of the image, where that is known
     * @param value the value found there
     */
    record InHeader(String field, OptionalLong offset, Value value) implements Location {
        /** Checks for null, which a plug-in could pass. */
        public InHeader {
            Objects.requireNonNull(field, "the field of a problem is null");
            Objects.requireNonNull(offset, "the offset of a problem is null");
            Objects.requireNonNull(value, "the value of a problem is null");
        }
    }

    /**
     * A place in a text.
     *
     * @param file the path as the user gave it
     * @param line from 1
     * @param column from 1, in characters
     * @param pointer the JSON pointer of the node, {@code ""} for the whole document
     */
    record InText(String file, int line, int column, String pointer) implements Location {}
}
