package io.cowhand.cli;

/** How a run is named. */
final class RunArgument {

    /** What the help says of it. */
    static final String DESCRIPTION = "The run's id, the beginning of one that fits no other run, or 'last'.";

    private RunArgument() {}
}
