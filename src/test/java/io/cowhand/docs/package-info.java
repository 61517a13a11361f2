/** Tests of the documentation as a whole; what commands and operations say about themselves is tested beside them. */
@NullMarked
package io.cowhand.docs;

import org.jspecify.annotations.NullMarked;
