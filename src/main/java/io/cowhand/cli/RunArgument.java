package io.cowhand.cli;

/** How a run is named. */
final class RunArgument {

    /** What the help says of it. */
    static final String DESCRIPTION = "The run's id, a unique prefix of one, or 'last'.";

    private RunArgument() {}
}
