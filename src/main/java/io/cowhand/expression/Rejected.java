package io.cowhand.expression;

import java.util.List;

/**
 * An expression, selection or template that does not compile.
 *
 * @param faults what is wrong, at least one, in the order of their offsets
 */
public record Rejected(List<Fault> faults) implements Compilation, SelectionCompilation, TemplateCompilation {

    /** Copies the list. */
    public Rejected {
        faults = List.copyOf(faults);
    }
}
