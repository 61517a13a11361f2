package io.cowhand.image;

import io.cowhand.glob.PatternException;
import io.cowhand.problem.Problem;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** An entry with parsed patterns. */
record ParsedEntry(EntryPattern target, Exclusions exclusions) {

    private interface Reading<T> {
        T read() throws PatternException;
    }

    /** Parses an entry; returns nothing, after reporting all its problems, if it is not valid. */
    static Optional<ParsedEntry> read(ImageEntry entry, Path folder, Consumer<Problem> problems) {
        Optional<EntryPattern> target =
                read(entry.source().text(), () -> EntryPattern.read(entry.source()), entry, problems);
        Exclusions exclusions = new Exclusions(folder);
        boolean good = true;
        for (String exclude : entry.exclude()) {
            good &= read(exclude, () -> exclusions.add(exclude), entry, problems)
                    .isPresent();
        }
        return good ? target.map(found -> new ParsedEntry(found, exclusions)) : Optional.empty();
    }

    private static <T> Optional<T> read(String text, Reading<T> reading, ImageEntry entry, Consumer<Problem> problems) {
        try {
            return Optional.of(reading.read());
        } catch (PatternException notValid) {
            problems.accept(Glob.notValid(text, notValid, entry.where()));
            return Optional.empty();
        }
    }
}
