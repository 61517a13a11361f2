package io.cowhand.report;

import java.util.List;

/**
 * A test case of a JUnit report: an image, or a group of images.
 *
 * @param name the name, not escaped
 * @param outcome the outcome
 * @param type the code of what is wrong; {@code ""} if nothing is
 * @param message what is wrong, in one line, or why the case is skipped
 * @param details further lines about what is wrong
 * @param output lines about what was done
 */
record JUnitCase(String name, Outcome outcome, String type, String message, List<String> details, List<String> output) {

    /** What a system for continuous integration makes of a case. */
    enum Outcome {
        PASSED,
        SKIPPED,
        /** Cowhand refuses the image. */
        FAILURE,
        /** The image cannot be processed. */
        ERROR
    }

    JUnitCase {
        details = List.copyOf(details);
        output = List.copyOf(output);
    }

    /** Creates a case in which nothing is wrong. */
    static JUnitCase passed(String name, List<String> output) {
        return new JUnitCase(name, Outcome.PASSED, "", "", List.of(), output);
    }
}
