package io.cowhand.cli;

/** The argument that names a run. */
final class RunArgument {

    /** The description in the help. */
    static final String DESCRIPTION = "The run's id, a unique prefix of one, or 'last'.";

    private RunArgument() {}
}
