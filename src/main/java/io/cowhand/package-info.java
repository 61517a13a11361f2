/** The entry point of the program. */
@NullMarked
package io.cowhand;

import org.jspecify.annotations.NullMarked;
