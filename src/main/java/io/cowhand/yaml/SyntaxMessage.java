package io.cowhand.yaml;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Turns SnakeYAML's errors into one line that also says what was probably meant. */
final class SyntaxMessage {

    private SyntaxMessage() {}

    static Position place(MarkedYAMLException wrong) {
        @Nullable Mark mark = wrong.getProblemMark() == null ? wrong.getContextMark() : wrong.getProblemMark();
        return mark == null ? Position.START : Position.of(mark);
    }

    static String of(MarkedYAMLException wrong) {
        String problem = text(wrong.getProblem());
        String context = text(wrong.getContext());
        String separator = context.isEmpty() || problem.isEmpty() ? "" : problem.startsWith("but ") ? ", " : ": ";
        String what = context + separator + withoutAdvice(problem);
        return "not valid YAML: " + Quoted.firstLine(what) + hint(problem, context);
    }

    /** SnakeYAML's advice not to indent with the character at hand is mostly beside the point. */
    private static String withoutAdvice(String problem) {
        int advice = problem.indexOf(". (Do not use");
        return advice < 0 ? problem : problem.substring(0, advice);
    }

    private static String hint(String problem, String context) {
        String both = context + "\n" + problem;
        if (both.contains("alias")) {
            return "; text that begins with * must be in quotes";
        }
        if (both.contains("anchor")) {
            return "; text that begins with & must be in quotes";
        }
        if (both.contains("a tag") || both.contains("tag handle")) {
            return "; text that begins with ! must be in quotes";
        }
        if (both.contains("mapping values are not allowed")) {
            return "; text that holds \": \" must be in quotes";
        }
        if (both.contains("cannot start any token")) {
            return "; text that begins with @, ` or % must be in quotes, and lines are indented with spaces";
        }
        if (both.contains("another document")) {
            return "; a file holds one document";
        }
        return "";
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
