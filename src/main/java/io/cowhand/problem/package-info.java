/**
 * What is wrong, as a value.
 *
 * <p>Law: expected trouble is never an exception. Every stage collects all the problems that it finds, each with its
 * place, the rule that it breaks and who sets that rule, so that one run shows an operator everything that needs fixing.
 */
@NullMarked
package io.cowhand.problem;

import org.jspecify.annotations.NullMarked;
