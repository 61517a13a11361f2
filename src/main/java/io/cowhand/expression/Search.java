package io.cowhand.expression;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.cowhand.glob.PatternException;
import io.cowhand.glob.TextGlob;
import io.cowhand.regex.PatternSize;

/** Searches in texts, each in bounded time. */
final class Search {

    private static final PatternCache<Pattern> EXPRESSIONS = new PatternCache<>(Search::expression);
    private static final PatternCache<TextGlob> GLOBS = new PatternCache<>(Search::glob);

    private Search() {}

    /** Returns whether a regular expression matches a part of a text. */
    static boolean matches(String text, String expression) {
        Pattern pattern = EXPRESSIONS.get(expression);
        limit(text, pattern.programSize());
        return pattern.matcher(text).find();
    }

    private static Pattern expression(String expression) {
        if (PatternSize.of(expression) > Limits.PATTERN) {
            throw new EvaluationFailure("the regular expression is too large; limit is " + Limits.PATTERN
                    + " characters, with repetitions written out");
        }
        try {
            return Pattern.compile(expression);
        } catch (PatternSyntaxException malformed) {
            throw new EvaluationFailure(Quoted.of(expression) + " is not a regular expression in RE2 syntax: "
                    + malformed.getDescription());
        }
    }

    /** Returns whether a glob matches the whole of a text. */
    static boolean glob(String text, String glob) {
        TextGlob pattern = GLOBS.get(glob);
        limit(text, (long) glob.length() * pattern.alternatives().size());
        return pattern.matches(text);
    }

    private static TextGlob glob(String glob) {
        try {
            return TextGlob.parse(glob, Limits.ALTERNATIVES);
        } catch (PatternException malformed) {
            throw new EvaluationFailure(Quoted.of(glob) + " is not a glob: " + malformed.fault());
        }
    }

    /** Throws an {@link EvaluationFailure} if it would take long to find a text in another one. */
    static void limit(String text, long sought) {
        if (text.length() * sought > Limits.SEARCH) {
            throw new EvaluationFailure(
                    "a text of " + text.length() + " characters is too long to be searched for this");
        }
    }
}
