/**
 * The command line: thin commands, each of which parses its options, calls one use case and passes the results to a
 * report.
 *
 * <p>Laws: results go to standard output, messages to standard error, and only this package writes to either; every
 * exit code is a constant of {@link io.cowhand.cli.ExitCode}.
 */
@NullMarked
package io.cowhand.cli;

import org.jspecify.annotations.NullMarked;
