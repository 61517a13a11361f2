package io.cowhand.yaml;

import io.cowhand.problem.Location;
import io.cowhand.problem.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects the problems of one file. */
public final class ProblemCollector {

    /** The most problems that are kept: too many to read, and few enough for memory, whatever the file. */
    private static final int MOST = 1000;

    private final String file;
    private final List<Problem> found = new ArrayList<>();
    private final Set<List<Object>> seen = new HashSet<>();
    private int more;

    /** Creates a collector for a file, by its path as the user gave it. */
    public ProblemCollector(String file) {
        this.file = file;
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
            found.add(Problem.inText(code, file, place.line(), place.column(), pointer.toString(), message));
        }
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
        return found.isEmpty();
    }

    /** Returns all problems in the order of their positions. */
    public List<Problem> sorted() {
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
        return List.copyOf(sorted);
    }

    private static Location.InText at(Problem problem) {
        return (Location.InText) problem.location();
    }
}
