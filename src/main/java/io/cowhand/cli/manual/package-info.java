/**
 * The manual pages. The build makes them from what {@code --help} shows and from the schema of recipes; the program does not
 * contain this package.
 */
@NullMarked
package io.cowhand.cli.manual;

import org.jspecify.annotations.NullMarked;
