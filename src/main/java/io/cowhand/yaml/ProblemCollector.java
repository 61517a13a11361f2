package io.cowhand.yaml;

import io.cowhand.problem.Location;
import io.cowhand.problem.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects the problems of one file, and of the files that it includes. */
public final class ProblemCollector {

    /** The most problems that are kept: too many to read, and few enough for memory, whatever the file. */
    private static final int MOST = 1000;

    private final String file;
    private final String origin;
    private final List<ProblemCollector> included = new ArrayList<>();
    private final List<Problem> found = new ArrayList<>();
    private final Set<List<Object>> seen = new HashSet<>();
    private int more;

    /** Creates a collector for a file, by its path as the user gave it. */
    public ProblemCollector(String file) {
        this(file, "");
    }

    private ProblemCollector(String file, String origin) {
        this.file = file;
        this.origin = origin;
    }

    /** Returns a collector for a file that this one includes at a position; its problems follow those of this file. */
    public ProblemCollector including(String other, Position at) {
        String chain = "included from " + file + ":" + at.line() + (origin.isEmpty() ? "" : ", " + origin);
        ProblemCollector collector = new ProblemCollector(other, chain);
        included.add(collector);
        return collector;
    }

    /** Returns the path of the file as the user gave it. */
    public String file() {
        return file;
    }

    /** Adds a problem unless it is a duplicate: an aliased value has several pointers but one position in the text. */
    public void add(String code, Position place, Pointer pointer, String message) {
        if (found.size() >= MOST) {
            more++;
        } else if (seen.add(List.of(code, place.line(), place.column(), message))) {
            found.add(problem(code, place, pointer, message));
        }
    }

    /** Returns a problem that is located in this file, with the files that include it, but does not add it. */
    public Problem problem(String code, Position place, Pointer pointer, String message) {
        return Problem.inText(
                code,
                file,
                place.line(),
                place.column(),
                pointer.toString(),
                origin.isEmpty() ? message : message + " (" + origin + ")");
    }

    /** Adds a problem that is located in this file. */
    public void add(Problem problem) {
        if (found.size() < MOST) {
            found.add(problem);
        } else {
            more++;
        }
    }

    /** Returns whether there are no problems. */
    public boolean isEmpty() {
        return found.isEmpty() && included.stream().allMatch(ProblemCollector::isEmpty);
    }

    /** Returns all problems, file by file, in the order of their positions. */
    public List<Problem> sorted() {
        if (isEmpty()) {
            return List.of();
        }
        List<Problem> all = new ArrayList<>(sortedHere());
        included.forEach(file -> all.addAll(file.sorted()));
        return List.copyOf(all);
    }

    private List<Problem> sortedHere() {
        List<Problem> sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparingInt((Problem problem) -> at(problem).line())
                .thenComparingInt(problem -> at(problem).column()));
        if (more > 0) {
            Location.InText last = at(sorted.get(sorted.size() - 1));
            sorted.add(Problem.inText(
                    ProblemCode.TOO_MANY_PROBLEMS,
                    file,
                    last.line(),
                    last.column(),
                    "",
                    "more than " + MOST + " problems; the rest is not shown"));
        }
        return sorted;
    }

    private static Location.InText at(Problem problem) {
        return (Location.InText) problem.location();
    }
}
