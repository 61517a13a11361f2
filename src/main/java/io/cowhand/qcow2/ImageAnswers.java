package io.cowhand.qcow2;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the facts about an image said besides its header and tables. A pure function that was told this has the same result
 * for every image with an equal header, equal tables and equal answers.
 *
 * <p>Used by one thread while answers are added, and by any number of them after that.
 */
final class ImageAnswers {

    private final Map<ImageQuestion, Object> answers = new LinkedHashMap<>();

    void add(ImageQuestion question, Object answer) {
        answers.put(question, answer);
    }

    /** Returns whether another image gives the same answers. */
    boolean areThoseOf(ImageFacts image) {
        for (Map.Entry<ImageQuestion, Object> given : answers.entrySet()) {
            if (!given.getKey().answer(image).equals(given.getValue())) {
                return false;
            }
        }
        return true;
    }
}
