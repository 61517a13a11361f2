/**
 * From the text of a recipe to a {@link io.cowhand.recipe.Recipe} that is valid by construction, or to every problem.
 *
 * <pre>
 * file      -> bytes               BoundedFile: regular files only, at most 4 MiB
 * bytes     -> tree + positions    package yaml
 * tree      -> problems            package schema: the frame by RecipeSchema, each step by its operation's schema
 * step      -> edit                StepBinder: defaults, files, OperationHandler.bind
 * </pre>
 *
 * <p>Grammar of a recipe:
 *
 * <pre>
 * recipe  = { cowhand: 1, name, [description], images: [entry, ...], steps: [step, ...], [not-qcow2], [links], [on-error] }
 * entry   = text | { path, [exclude: [text, ...]] }
 * step    = { op, [name], [unsafe], arguments of the operation ... }
 * value   = text | whole number | true | false | list | mapping
 * </pre>
 *
 * <p>Law: a mistake is one problem, at the line and column where it is corrected, and hides no other mistake. Nothing in a
 * recipe makes the reading hang, run out of memory or throw: every size is bounded before work is spent on it.
 *
 * <p>Jackson's object mapper is avoided on purpose: it alone takes a fifth of a second to start.
 */
@NullMarked
package io.cowhand.recipe;

import org.jspecify.annotations.NullMarked;
