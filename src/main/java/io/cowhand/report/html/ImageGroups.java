package io.cowhand.report.html;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** The images of a fleet in groups of equal results, in the order of their first images. */
final class ImageGroups {

    /** The most groups of images with equal results; those with further results are one group for each status. */
    private static final int MOST = 1000;

    private final Map<List<Object>, Integer> numbers = new HashMap<>();
    private final List<ImageGroup> groups = new ArrayList<>();

    /** Adds an image; returns the number of its group. */
    int add(String name, Result result) {
        List<Object> key = result.key();
        if (!numbers.containsKey(key) && numbers.size() >= MOST) {
            key = List.of(result.status());
        }
        int number = numbers.computeIfAbsent(key, absent -> groups.size());
        if (number == groups.size()) {
            groups.add(key.size() == 1 ? ImageGroup.rest(result.status()) : ImageGroup.of(result));
        }
        groups.get(number).add(name, result);
        return number;
    }

    void write(JsonGenerator json) {
        json.writeArrayPropertyStart("groups");
        groups.forEach(group -> group.write(json));
        json.writeEndArray();
    }
}
