/**
 * Turns the text of a recipe into a {@link io.cowhand.recipe.Recipe} that is valid by construction, or into all
 * problems.
 *
 * <pre>
 * file      -> bytes               BoundedFile: regular files only, at most 4 MiB
 * bytes     -> tree + positions    package yaml
 * tree      -> problems            package schema: the frame by RecipeSchema, each step by its operation's schema
 * vars      -> values              VariableReader, VariableMerge: those of the recipe, of a file, of the command line
 * step      -> edit                StepBinder: defaults, files, OperationHandler.bind
 * </pre>
 *
 * <p>Grammar of a recipe:
 *
 * <pre>
 * recipe  = { cowhand: 1, name, [description], [vars: { name: [value], ... }], [images: [entry, ...]],
 *             [where: condition], steps: [step, ...], [not-qcow2], [links], [on-error] }
 * entry   = text | { path, [exclude: [text, ...]] } | { list, [format], [path], [exclude: [text, ...]] }
 * step    = { op, [name], [unsafe], arguments of the operation ... }
 * value   = text | whole number | true | false | list | mapping
 * </pre>
 *
 * <p>Law: a mistake is one problem, at the line and column where it is corrected, and hides no other mistake. No recipe
 * makes the reader hang, run out of memory or throw: sizes are checked before work is done.
 *
 * <p>Jackson's object mapper is not used, since it takes a fifth of a second to start.
 */
@NullMarked
package io.cowhand.recipe;

import org.jspecify.annotations.NullMarked;
