/**
 * From the text of a recipe to a {@link io.cowhand.recipe.Recipe} that is valid by construction, or to every problem.
 *
 * <pre>
 * file      -> bytes               RecipeFile: regular files only, at most 4 MiB
 * bytes     -> code points         SourceText: strict UTF-8, no control characters
 * text      -> YAML nodes          BoundedComposer, CoreResolver: one document, bounded, YAML 1.2's core types
 * nodes     -> tree + places       DocumentBuilder: no duplicate keys, no tags, bounded aliases
 * tree      -> problems            SchemaCheck: the frame by RecipeSchema, each step by its operation's schema
 * step      -> edit                StepBinder: defaults, files, OperationHandler.bind
 * </pre>
 *
 * <p>Grammar of a recipe:
 *
 * <pre>
 * recipe  = { cowhand: 1, name, [description], images: [entry, ...], steps: [step, ...], [not-qcow2], [on-error] }
 * entry   = text | { path, [exclude: [text, ...]] }
 * step    = { op, [name], [unsafe], arguments of the operation ... }
 * value   = text | whole number | true | false | list | mapping
 * </pre>
 *
 * <p>Law: a mistake is one problem, at the line and column where it is mended, and hides no other one. Nothing that a
 * recipe holds makes the reading hang, run out of memory or throw: every size is bounded before work is spent on it.
 *
 * <p>This is the only package that sees SnakeYAML and the schema validator. Jackson's object mapper is avoided on
 * purpose: it alone takes a fifth of a second to start.
 */
@NullMarked
package io.cowhand.recipe;

import org.jspecify.annotations.NullMarked;
