/** Code that breaks the laws of the architecture, one way a class, which the rules have to report. */
@NullMarked
package io.cowhand.architecture.breaches;

import org.jspecify.annotations.NullMarked;
