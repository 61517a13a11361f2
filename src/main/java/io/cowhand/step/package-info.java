/**
 * The steps of a recipe as they are run: an operation's edit, with the expressions that the recipe adds to it. A recipe
 * builds them, and a plan runs them; neither knows the other.
 *
 * <p>Law: a step is as pure as its operation. What it depends on is the {@link io.cowhand.expression.Scope} it is given.
 */
@NullMarked
package io.cowhand.step;

import org.jspecify.annotations.NullMarked;
