/**
 * Expressions over the facts of an image, in the Common Expression Language (CEL).
 *
 * <p>An {@link io.cowhand.expression.ExpressionCompiler} knows the names and types of all variables and compiles the
 * source of an {@link io.cowhand.expression.Expression}, which is evaluated in the
 * {@link io.cowhand.expression.Scope} of an image. A {@link io.cowhand.expression.Template} is text with expressions in
 * it.
 *
 * <p>Law: the only package that sees CEL, which takes longer to load than a short run needs. No class that has to be
 * loaded before the first expression is compiled mentions it. Expressions are pure: no files, no clock, no environment.
 *
 * <p>Law: no expression hangs, exhausts memory or overflows the stack; {@code Limits} says what bounds there are.
 */
@NullMarked
package io.cowhand.expression;

import org.jspecify.annotations.NullMarked;
