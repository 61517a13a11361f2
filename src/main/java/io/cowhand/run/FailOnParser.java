package io.cowhand.run;

import io.cowhand.problem.Severity;
import io.cowhand.run.InspectQueryParsing.Mistake;
import io.cowhand.schema.NearestName;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Parses the codes and severities for which a command fails. */
public final class FailOnParser {

    private FailOnParser() {}

    /**
     * Returns the problems for which a command fails.
     *
     * @param texts codes and severities; a severity stands for all that are worse, too
     * @param codes the codes that there are
     * @param mistakes receives what is wrong with the texts
     */
    public static FailOn parse(List<String> texts, Collection<String> codes, Consumer<Mistake> mistakes) {
        Set<Severity> severities = EnumSet.noneOf(Severity.class);
        Set<String> chosen = new HashSet<>();
        for (String text : texts) {
            Optional<Severity> least = Arrays.stream(Severity.values())
                    .filter(severity -> severity.label().equals(text))
                    .findFirst();
            if (least.isPresent()) {
                severities.addAll(EnumSet.range(Severity.ERROR, least.get()));
            } else if (codes.contains(text)) {
                chosen.add(text);
            } else {
                mistakes.accept(new Mistake(
                        "fail-on",
                        text,
                        OptionalInt.empty(),
                        "\"" + text + "\" is neither a rule nor error, warning or notice"
                                + NearestName.hint(text, candidates(codes))));
            }
        }
        return new FailOn(severities, chosen);
    }

    private static List<String> candidates(Collection<String> codes) {
        return Stream.concat(Arrays.stream(Severity.values()).map(Severity::label), codes.stream())
                .toList();
    }
}
