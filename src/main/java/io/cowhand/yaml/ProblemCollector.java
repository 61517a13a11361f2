package io.cowhand.yaml;

import io.cowhand.problem.Location;
import io.cowhand.problem.Problem;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong with one recipe. */
public final class ProblemCollector {

    /** More problems than anybody reads, so few that they fit into memory whatever the recipe. */
    private static final int MOST = 1000;

    private final String file;
    private final List<Problem> found = new ArrayList<>();
    private final Set<List<Object>> seen = new HashSet<>();
    private int more;

    public ProblemCollector(String file) {
        this.file = file;
    }

    public String file() {
        return file;
    }

    /** Adds a problem, unless it is there: an aliased value is wrong under several pointers, but once in the text. */
    public void add(String code, Position place, Pointer pointer, String message) {
        if (found.size() >= MOST) {
            more++;
        } else if (seen.add(List.of(code, place.line(), place.column(), message))) {
            found.add(Problem.inText(code, file, place.line(), place.column(), pointer.toString(), message));
        }
    }

    /** Adds a problem that somebody else found in this text. */
    public void add(Problem problem) {
        if (found.size() < MOST) {
            found.add(problem);
        } else {
            more++;
        }
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** All problems in the order of their places. */
    public List<Problem> sorted() {
        List<Problem> sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparingInt((Problem problem) -> at(problem).line())
                .thenComparingInt(problem -> at(problem).column()));
        if (more > 0) {
            Location.InText last = at(sorted.get(sorted.size() - 1));
            sorted.add(Problem.inText(
                    "too-many-problems",
                    file,
                    last.line(),
                    last.column(),
                    "",
                    "more than " + MOST + " problems; the other ones are not shown"));
        }
        return List.copyOf(sorted);
    }

    private static Location.InText at(Problem problem) {
        return (Location.InText) problem.location();
    }
}
