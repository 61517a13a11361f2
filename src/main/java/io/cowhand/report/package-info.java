/**
 * Shows results: as text for people ({@code …Text}, {@code …TextReport}), as JSON Lines for programs ({@code …Json}), and
 * as Markdown, JUnit XML and SARIF for code hosts and systems for continuous integration.
 *
 * <p>Reports of a whole fleet share one model, {@code ResultGroups}, whose size is bounded; each report only renders it.
 *
 * <p>Law: no control character of an image, a path or a recipe reaches a terminal; this package escapes every string.
 */
@NullMarked
package io.cowhand.report;

import org.jspecify.annotations.NullMarked;
