/**
 * Reads strict YAML into a tree in which every value knows its position in the text.
 *
 * <pre>
 * bytes     -> code points         SourceText: strict UTF-8, no control characters
 * text      -> YAML nodes          BoundedComposer, CoreResolver: one document, bounded, YAML 1.2's core types
 * nodes     -> tree + positions    DocumentBuilder: no duplicate keys, no tags, bounded aliases
 * offset    -> position            ScalarScan: where a character of a scalar stands, whatever its style
 * </pre>
 *
 * <p>Law: no other package sees the YAML library. Size, depth, aliases and numbers are bounded before anything is built,
 * so that no text exhausts memory, and every problem is reported, not only the first.
 */
@NullMarked
package io.cowhand.yaml;

import org.jspecify.annotations.NullMarked;
