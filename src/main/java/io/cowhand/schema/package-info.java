/**
 * Checks trees against JSON Schema 2020-12 and words what is wrong, each mistake as one problem at its position in the
 * text. Its law: no other package sees the validator.
 */
@NullMarked
package io.cowhand.schema;

import org.jspecify.annotations.NullMarked;
