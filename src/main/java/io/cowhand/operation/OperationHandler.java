package io.cowhand.operation;

/**
 * Provides one operation.
 *
 * <p>Implement this interface to add an operation, give the class a public constructor without parameters, and name it
 * in {@code META-INF/services/io.cowhand.operation.OperationHandler}. A complete handler:
 *
 * <pre>{@code
 * import io.cowhand.bytes.Bytes;
 * import io.cowhand.operation.Arguments;
 * import io.cowhand.operation.Binding;
 * import io.cowhand.operation.HeaderEdit;
 * import io.cowhand.operation.OperationHandler;
 * import io.cowhand.qcow2.HeaderImage;
 *
 * public final class SetBuild implements OperationHandler {
 *
 *     private static final long BLID = 0x424c4944L;
 *
 *     public String name() {
 *         return "set-build";
 *     }
 *
 *     public String summary() {
 *         return "Write the number of the build that made the image into an extension";
 *     }
 *
 *     public String schema() {
 *         return """
 *                 {
 *                   "properties": {
 *                     "build": {
 *                       "description": "The number of the build.",
 *                       "type": "integer",
 *                       "minimum": 1,
 *                       "maximum": 4294967295
 *                     }
 *                   },
 *                   "required": ["build"]
 *                 }
 *                 """;
 *     }
 *
 *     public String example() {
 *         return """
 *                 op: set-build
 *                 build: 42
 *                 """;
 *     }
 *
 *     public Binding bind(Arguments arguments) {
 *         Bytes build = Bytes.ofNumber(arguments.number("build").longValueExact(), 4);
 *         return Binding.of(facts -> {
 *             HeaderImage header = facts.header();
 *             int end = header.extensions().size();
 *             return HeaderEdit.edited(header.with(header.extensionsWith(BLID, build, end)));
 *         });
 *     }
 * }
 * }</pre>
 *
 * <p>A handler is used by several threads and keeps no state. If it throws an exception, or its result breaks a rule,
 * the image is refused, with the name of the operation.
 */
public interface OperationHandler {

    /** Returns the operation's name as recipes write it: in lower case, with words joined by hyphens. */
    String name();

    /** Returns what the operation does, in one line without a full stop. */
    String summary();

    /**
     * Returns which images or changes the operation refuses, in sentences; {@code ""} for none. What every operation
     * refuses is left out.
     */
    default String refusals() {
        return "";
    }

    /**
     * Returns the JSON Schema (2020-12) of the arguments, as the text of one JSON object.
     *
     * <p>It has {@code properties}, each with a {@code description}, a {@code type} and, where the argument is optional,
     * usually a {@code default}; {@code required}; and any further keywords about the arguments. Prefer keywords of
     * draft-07, as many editors know no others. The keys that all steps share ({@code op}, {@code name}, {@code unsafe})
     * and {@code additionalProperties} are added when the recipe's schema is composed. For an argument that is one of
     * several words, {@link Choice#schema} writes the {@code enum}. A string property with
     * {@code "format": "file-contents"} names a file, relative to the recipe's directory; the handler gets its contents
     * ({@link Arguments#file}).
     *
     * <p>Recipes may write <code>${…}</code> in any argument without the handler's help: it gets the values, valid by this
     * schema, and is bound once for each different value. A string property with {@code "format": "condition"} is an
     * expression as a whole; the handler gets a flag ({@link Arguments#flag}). One with {@code "format": "message"} is text
     * for people: what has no value in it stays as it is written. In properties with {@code "format": "re2-pattern"} and
     * {@code "re2-replacement"}, values are quoted.
     */
    String schema();

    /** Returns a step that uses the operation, in YAML. It is shown to users and must be valid. */
    String example();

    /** Returns whether every step with this operation requires {@code unsafe: true}. */
    default boolean alwaysUnsafe() {
        return false;
    }

    /**
     * Returns whether the operation only checks images: its edits return the header as it is, or refuse the image. A check
     * also runs on images that must not be edited, and the steps after one that refuses still run, so that all refusals
     * are reported.
     */
    default boolean isCheck() {
        return false;
    }

    /**
     * Binds arguments, which conform to {@link #schema}, to an edit.
     *
     * @return the edit, or what is wrong with the arguments that the schema cannot express
     */
    Binding bind(Arguments arguments);
}
