package io.cowhand.operation;

import io.cowhand.bytes.Bytes;
import io.cowhand.problem.Problem;
import io.cowhand.problem.Value;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.undo.UndoClass;
import java.util.List;
import java.util.Objects;

/** A pure function that changes a header, with its arguments bound. */
@FunctionalInterface
public interface HeaderEdit {

    /** The code by which an edit warns that it would match its own result. */
    String REPLACEMENT_MATCHES_AGAIN = "replacement-matches-again";

    /**
     * Returns the new header, or why the image is refused. A header equal to the old one means that nothing needs to be
     * done. Must be pure: the same facts give the same outcome.
     */
    Outcome edit(ImageFacts facts);

    /** The outcome of an edit. */
    sealed interface Outcome {}

    /**
     * The new header.
     *
     * @param header the new header; equal to the old one if nothing needs to be done
     * @param undo when the change may be undone, as far as the headers do not show it; the difference between the
     *     headers may make it stricter
     * @param warnings the warnings that the plan shows
     */
    record Edited(HeaderImage header, UndoClass undo, List<Problem> warnings) implements Outcome {
        /** Copies the list; rejects null, which plug-ins may pass. */
        public Edited {
            Objects.requireNonNull(header, "the header is null");
            Objects.requireNonNull(undo, "the undo class is null");
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Bytes that replace those of the first cluster after all steps, whether or not the result is a header. Only steps
     * with {@code unsafe: true} may return this.
     *
     * @param offset the offset of the first byte from the start of the image
     * @param bytes the new bytes
     */
    record Patched(int offset, Bytes bytes) implements Outcome {}

    /**
     * The edit needs all of the first cluster, of which the window of the header holds only a part. It is called again
     * with all of it.
     */
    record NeedsFirstCluster() implements Outcome {}

    /** The image is refused, for one reason or more. */
    record Refused(List<Problem> problems) implements Outcome {
        /** Copies the list. */
        public Refused {
            problems = List.copyOf(problems);
            if (problems.isEmpty()) {
                throw new IllegalArgumentException("a refusal has a reason");
            }
        }
    }

    /** Returns a change that may be undone whenever the difference between the headers allows it. */
    static Outcome edited(HeaderImage header) {
        return edited(header, List.of());
    }

    /** Returns such a change with warnings that the plan shows. */
    static Outcome edited(HeaderImage header, List<Problem> warnings) {
        return new Edited(header, UndoClass.ANYTIME, warnings);
    }

    /**
     * Returns a refusal for one reason.
     *
     * @param code a stable name for the reason, in kebab case
     * @param field the field, extension or other part of the header
     * @param value what the image has there; {@code ""} if there is none worth showing
     * @param message a sentence that says what is wrong and, where possible, what to do
     */
    static Outcome refused(String code, String field, String value, String message) {
        return refused(code, field, Value.of(value), message);
    }

    /** Returns a refusal for one reason, as above, with a value of any type. */
    static Outcome refused(String code, String field, Value value, String message) {
        return new Refused(List.of(Problem.error(code, field, value, message)));
    }
}
