package io.cowhand.yaml;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Formats SnakeYAML's errors as one line, with a hint at the likely cause. */
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

    /** Removes SnakeYAML's advice on indentation, which is mostly irrelevant. */
    private static String withoutAdvice(String problem) {
        int advice = problem.indexOf(". (Do not use");
        return advice < 0 ? problem : problem.substring(0, advice);
    }

    private static String hint(String problem, String context) {
        String both = context + "\n" + problem;
        if (both.contains("alias")) {
            return "; quote text that begins with *";
        }
        if (both.contains("anchor")) {
            return "; quote text that begins with &";
        }
        if (both.contains("a tag") || both.contains("tag handle")) {
            return "; quote text that begins with !";
        }
        if (both.contains("mapping values are not allowed")) {
            return "; quote text that contains \": \"";
        }
        if (both.contains("cannot start any token")) {
            return "; quote text that begins with @, ` or %, and indent lines with spaces";
        }
        if (both.contains("found '<scalar>'") || both.contains("but got <scalar>") || both.contains("found '?'")) {
            return "; if a value goes on after quotes or brackets, quote all of it";
        }
        if (both.contains("but got {")) {
            return "; inside [ ] and { }, quote text that contains {, such as ${…} or a glob";
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
