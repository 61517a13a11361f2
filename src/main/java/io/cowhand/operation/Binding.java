package io.cowhand.operation;

import java.util.List;
import java.util.Objects;

/** The result of binding the arguments of a step: an edit, or what is wrong with the arguments. */
public sealed interface Binding {

    /**
     * The arguments are valid.
     *
     * @param edit the edit that has them
     */
    record Bound(HeaderEdit edit) implements Binding {}

    /**
     * The arguments are not valid, for reasons that a schema cannot express.
     *
     * @param problems what is wrong
     */
    record Invalid(List<ArgumentProblem> problems) implements Binding {
        /** Copies the list. */
        public Invalid {
            problems = List.copyOf(problems);
        }
    }

    /**
     * What is wrong with one argument.
     *
     * @param argument its name; {@code ""} for the step as a whole
     * @param message what is wrong, and what to write instead; it follows the name of the argument
     */
    record ArgumentProblem(String argument, String message) {
        /** Rejects null, which plug-ins may pass. */
        public ArgumentProblem {
            Objects.requireNonNull(argument, "the argument of a problem is null");
            Objects.requireNonNull(message, "the message of a problem is null");
        }
    }

    /** Returns a binding of valid arguments. */
    static Binding of(HeaderEdit edit) {
        return new Bound(edit);
    }

    /** Returns a binding that fails because of one argument. */
    static Binding invalid(String argument, String message) {
        return new Invalid(List.of(new ArgumentProblem(argument, message)));
    }
}
