/**
 * Writes headers and tables as JSON, as inspect prints them and expressions see them, and reads them back.
 *
 * <p>Law: every character that is not printable is escaped, so that no output controls a terminal.
 */
@NullMarked
package io.cowhand.json;

import org.jspecify.annotations.NullMarked;
