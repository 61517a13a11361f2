package io.cowhand.cli;

/** The argument that names a run. */
final class RunArgument {

    private RunArgument() {}

    static Argument<String> create() {
        return Argument.parameter()
                .takes("RUN", String.class)
                .description("The run's id, a unique prefix of one, or 'last'.")
                .required();
    }
}
