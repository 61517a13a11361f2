/** The entry points: {@link io.cowhand.Cowhand} for Java programs, {@link io.cowhand.Main} for the command line. */
@NullMarked
package io.cowhand;

import org.jspecify.annotations.NullMarked;
