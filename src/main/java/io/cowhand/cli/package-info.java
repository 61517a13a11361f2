/**
 * The command line: thin commands that wire the stages together.
 *
 * <p>Laws: results go to standard output, messages to standard error, and only this package touches either; every exit
 * code is a row of {@link io.cowhand.cli.ExitCode}.
 */
@NullMarked
package io.cowhand.cli;

import org.jspecify.annotations.NullMarked;
