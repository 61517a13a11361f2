package io.cowhand.diff;

import io.cowhand.qcow2.HeaderExtension;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares two lists of extensions: of each type, equal ones at both ends of its occurrences pair up, then the rest in
 * turn.
 */
final class ExtensionDiff {

    private final List<Change> changes = new ArrayList<>();
    private final boolean[] wentBefore;
    private final boolean[] cameAfter;

    private ExtensionDiff(int before, int after) {
        wentBefore = new boolean[before];
        cameAfter = new boolean[after];
    }

    static List<Change> between(List<HeaderExtension> before, List<HeaderExtension> after) {
        if (before.equals(after)) {
            return List.of();
        }
        ExtensionDiff diff = new ExtensionDiff(before.size(), after.size());
        Map<Long, List<Integer>> oldPlaces = places(before);
        Map<Long, List<Integer>> newPlaces = places(after);
        for (Long magic : newPlaces.keySet()) {
            oldPlaces.putIfAbsent(magic, List.of());
        }
        for (Map.Entry<Long, List<Integer>> old : oldPlaces.entrySet()) {
            diff.type(before, old.getValue(), after, newPlaces.getOrDefault(old.getKey(), List.of()));
        }
        List<Long> keptBefore = kept(before, diff.wentBefore);
        List<Long> keptAfter = kept(after, diff.cameAfter);
        if (!keptBefore.equals(keptAfter)) {
            diff.changes.add(new Change.Order(keptBefore, keptAfter));
        }
        return diff.changes;
    }

    private static Map<Long, List<Integer>> places(List<HeaderExtension> extensions) {
        Map<Long, List<Integer>> places = new LinkedHashMap<>();
        for (int i = 0; i < extensions.size(); i++) {
            places.computeIfAbsent(extensions.get(i).magic(), none -> new ArrayList<>())
                    .add(i);
        }
        return places;
    }

    private static List<Long> kept(List<HeaderExtension> extensions, boolean[] dropped) {
        List<Long> kept = new ArrayList<>();
        for (int i = 0; i < extensions.size(); i++) {
            if (!dropped[i]) {
                kept.add(extensions.get(i).magic());
            }
        }
        return kept;
    }

    private void type(List<HeaderExtension> before, List<Integer> old, List<HeaderExtension> after, List<Integer> now) {
        int start = 0;
        while (start < Math.min(old.size(), now.size())
                && same(before.get(old.get(start)), after.get(now.get(start)))) {
            start++;
        }
        int oldEnd = old.size();
        int newEnd = now.size();
        while (oldEnd > start
                && newEnd > start
                && same(before.get(old.get(oldEnd - 1)), after.get(now.get(newEnd - 1)))) {
            oldEnd--;
            newEnd--;
        }
        for (int i = start; i < Math.max(oldEnd, newEnd); i++) {
            Optional<HeaderExtension> was = i < oldEnd ? Optional.of(before.get(old.get(i))) : Optional.empty();
            Optional<HeaderExtension> is = i < newEnd ? Optional.of(after.get(now.get(i))) : Optional.empty();
            if (is.isEmpty()) {
                wentBefore[old.get(i)] = true;
            }
            if (was.isEmpty()) {
                cameAfter[now.get(i)] = true;
            }
            HeaderExtension either = was.isPresent() ? was.get() : is.orElseThrow();
            changes.add(new Change.Extension(either.label(), i, was, is));
        }
    }

    /** Padding does not count: it follows from the layout. */
    private static boolean same(HeaderExtension one, HeaderExtension other) {
        return one.data().equals(other.data());
    }
}
