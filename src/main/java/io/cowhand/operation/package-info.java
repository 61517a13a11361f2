/**
 * Operations: named, pure changes of a header, and the plug-in interface that provides them.
 *
 * <p>An {@link io.cowhand.operation.OperationHandler} has a name, a summary, the JSON Schema of its arguments and a
 * function that binds arguments to a {@link io.cowhand.operation.HeaderEdit}. Handlers are found with
 * {@link java.util.ServiceLoader}, the built-in ones (package {@code builtin}) like any other.
 *
 * <p>Law: an edit is pure. Facts of an image go in, its new header or a refusal comes out; no I/O, no clock.
 */
@NullMarked
package io.cowhand.operation;

import org.jspecify.annotations.NullMarked;
