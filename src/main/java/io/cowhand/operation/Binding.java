package io.cowhand.operation;

import java.util.List;
import java.util.Objects;

/** What binding a step's arguments gives: an edit, or what is wrong with them. */
public sealed interface Binding {

    /** The arguments are good. */
    record Bound(HeaderEdit edit) implements Binding {}

    /** The arguments are not good, for reasons that a schema cannot say. */
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
     * @param message what is wrong, and what to write instead
     */
    record ArgumentProblem(String argument, String message) {
        /** Nothing of it is null, also where a plug-in says so. */
        public ArgumentProblem {
            Objects.requireNonNull(argument, "the argument of a problem is null");
            Objects.requireNonNull(message, "the message of a problem is null");
        }
    }

    /** The arguments are good. */
    static Binding of(HeaderEdit edit) {
        return new Bound(edit);
    }

    /** One argument is not good. */
    static Binding invalid(String argument, String message) {
        return new Invalid(List.of(new ArgumentProblem(argument, message)));
    }
}
