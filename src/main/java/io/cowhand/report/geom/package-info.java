/**
 * The two classes of {@code java.awt.geom} by which TreeLayout tells where a box is. In the program's jar, TreeLayout
 * and {@link io.cowhand.report} are linked to these, so that a runtime for the program does without the JDK's module
 * for desktops, which would be a third of its size. Names and members are those of the JDK; nothing else is in use.
 */
@org.jspecify.annotations.NullMarked
package io.cowhand.report.geom;
