package io.cowhand.operation;

import io.cowhand.bytes.Bytes;
import io.cowhand.problem.Problem;
import io.cowhand.problem.Value;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.undo.UndoClass;
import java.util.List;
import java.util.Objects;

/** A pure change of one header, with its arguments bound. */
@FunctionalInterface
public interface HeaderEdit {

    /** The code by which an edit warns that it would match its own result. */
    String REPLACEMENT_MATCHES_AGAIN = "replacement-matches-again";

    /** Returns the new header, or why it must not be changed. Equal headers mean that there is nothing to do. */
    Outcome edit(ImageFacts facts);

    /** What an edit comes to. */
    sealed interface Outcome {}

    /**
     * The header as it shall be.
     *
     * @param header the header; equal to the one before where nothing is to be done
     * @param undo when the change may be undone, by what cannot be seen in the header; what differs there may make it
     *     stricter ({@link UndoClassifier})
     * @param warnings what the plan should warn of
     */
    record Edited(HeaderImage header, UndoClass undo, List<Problem> warnings) implements Outcome {
        /** Copies the list; plug-ins may not know that nothing here is null. */
        public Edited {
            Objects.requireNonNull(header, "the header is null");
            Objects.requireNonNull(undo, "the undo class is null");
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Bytes of the first cluster, laid over the header when all steps are done; whatever they make of it. Only steps that
     * say {@code unsafe: true} get this.
     *
     * @param offset of the first byte, from the start of the image
     * @param bytes what is to stand there
     */
    record Overlaid(int offset, Bytes bytes) implements Outcome {}

    /** The edit looks at all of the first cluster, of which the window holds only a part; it is asked again. */
    record NeedsFirstCluster() implements Outcome {}

    /** The image must not be changed so. */
    record Refused(List<Problem> problems) implements Outcome {
        /** Copies the list. */
        public Refused {
            problems = List.copyOf(problems);
            if (problems.isEmpty()) {
                throw new IllegalArgumentException("a refusal has a reason");
            }
        }
    }

    /** Returns a change that may be undone as long as what differs in the header allows. */
    static Outcome edited(HeaderImage header) {
        return edited(header, List.of());
    }

    /** Returns the same, with what the plan should warn of. */
    static Outcome edited(HeaderImage header, List<Problem> warnings) {
        return new Edited(header, UndoClass.ANYTIME, warnings);
    }

    /** Returns a refusal for one reason, about one part of the header; the value may be {@code ""} for none. */
    static Outcome refused(String code, String field, String value, String message) {
        return refused(code, field, Value.of(value), message);
    }

    /** Returns a refusal for one reason, about one part of the header. */
    static Outcome refused(String code, String field, Value value, String message) {
        return new Refused(List.of(Problem.error(code, field, value, message)));
    }
}
