package io.cowhand.report.html;

import io.cowhand.rule.HeaderRule;
import io.cowhand.rule.HeaderRules;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** The codes of the problems of a fleet, with what the rules say about them. */
final class ProblemCodes {

    /** The most codes; plug-ins may bring any. */
    private static final int MOST = 1000;

    private static final String OTHERS = "(others)";

    private final Map<String, Integer> numbers = new LinkedHashMap<>();

    /** Returns the numbers of the codes of problems, each once. */
    List<Integer> of(List<Entry> problems) {
        return problems.stream()
                .map(problem -> number(problem.thing()))
                .distinct()
                .toList();
    }

    private int number(String code) {
        boolean fits = numbers.containsKey(code) || numbers.size() < MOST;
        return numbers.computeIfAbsent(fits ? code : OTHERS, absent -> numbers.size());
    }

    void write(JsonGenerator json) {
        json.writeArrayPropertyStart("codes");
        for (String code : numbers.keySet()) {
            Optional<HeaderRule> rule = HeaderRules.find(code);
            json.writeStartArray();
            json.writeString(code);
            json.writeString(rule.map(HeaderRule::meaning).orElse(""));
            json.writeString(rule.map(HeaderRule::remedy).orElse(""));
            json.writeEndArray();
        }
        json.writeEndArray();
    }
}
