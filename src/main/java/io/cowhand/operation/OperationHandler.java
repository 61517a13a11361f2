package io.cowhand.operation;

/**
 * Provides one operation; implementations have a public constructor without parameters and are named in
 * {@code META-INF/services/io.cowhand.operation.OperationHandler}.
 */
public interface OperationHandler {

    /** The operation's name as recipes write it: lower case, words joined by hyphens. */
    String name();

    /** One line that says what the operation does. */
    String summary();

    /**
     * Which images or changes the operation refuses, in sentences; {@code ""} for none. What holds for all operations goes
     * without saying.
     */
    default String refusals() {
        return "";
    }

    /**
     * The JSON Schema (2020-12) of the arguments, as the text of one JSON object.
     *
     * <p>It has {@code properties}, each with a {@code description}, a {@code type} and, where there is one, a
     * {@code default}; {@code required}; and any further keywords about the arguments. Keywords that draft-07 lacks are
     * better avoided, as many editors do not know them. The keys that all steps share ({@code op}, {@code name},
     * {@code unsafe}) and {@code additionalProperties} are added when the fragments are composed. A string property
     * with {@code "format": "file-contents"} names a file, relative to the recipe's folder; the handler gets its bytes
     * ({@link Arguments#file}).
     */
    String schema();

    /** A step that uses the operation, in YAML, as it may stand in a recipe; it is shown to users and tested. */
    String example();

    /** Whether every step with this operation has to say {@code unsafe: true}. */
    default boolean alwaysUnsafe() {
        return false;
    }

    /**
     * Binds arguments that are valid by {@link #schema} to an edit.
     *
     * @return the edit, or what the schema cannot say is wrong with the arguments
     */
    Binding bind(Arguments arguments);
}
