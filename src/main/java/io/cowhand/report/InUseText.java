package io.cowhand.report;

import io.cowhand.fleet.ImageResult;
import io.cowhand.fleet.StepProblem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Foretells which images an apply would find locked, in a line for each of the programs that have them open. */
final class InUseText {

    /** Lines that are shown; people do not read more. */
    private static final int MOST = 50;

    private static final String NOW = "in use now";

    private final Map<String, ImageNames> images = new LinkedHashMap<>();

    /** Takes a problem, if it says that an image is in use; returns whether it does. */
    boolean take(ImageResult result, StepProblem problem) {
        if (!problem.problem().code().equals(ImageResult.IN_USE)) {
            return false;
        }
        String message = problem.problem().message();
        if (images.size() < MOST || images.containsKey(message)) {
            images.computeIfAbsent(message, none -> new ImageNames()).add(result.image());
        }
        return true;
    }

    /** Returns the lines: {@code 3 images are in use now: a.qcow2, b.qcow2, … by qemu-system-x86, process 4321}. */
    List<String> lines() {
        return images.entrySet().stream()
                .map(each -> each.getValue().counted()
                        + (each.getValue().isOne() ? " is " : " are ") + NOW + ": " + each.getValue()
                        + Escaped.plain(each.getKey().replaceFirst("^" + NOW, "")))
                .toList();
    }
}
