package io.cowhand.operation.builtin;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.cowhand.bytes.Bytes;
import io.cowhand.operation.Arguments;
import io.cowhand.operation.Binding;
import io.cowhand.operation.Choice;
import io.cowhand.operation.HeaderEdit;
import io.cowhand.operation.OperationHandler;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.regex.PatternSize;
import java.util.Optional;

/** Replaces the matches of a regular expression in a name in the header. */
abstract class NameReplacement implements OperationHandler {

    private enum IfNoMatch {
        KEEP,
        FAIL
    }

    /** Largest size of a pattern in characters, with repetitions written out; a larger one only costs memory. */
    private static final int MAX_PATTERN = 10_000;

    private final String field;
    private final String words;

    /**
     * Creates a handler for one name.
     *
     * @param field the name of the name in problems
     * @param words the same name as it reads in a sentence
     */
    NameReplacement(String field, String words) {
        this.field = field;
        this.words = words;
    }

    /** Returns the name in a header. */
    abstract Optional<Bytes> current(HeaderImage header);

    /** Returns the outcome of writing another name. */
    abstract HeaderEdit.Outcome rename(HeaderImage header, Bytes name);

    @Override
    public String refusals() {
        return "With if-no-match: fail, images whose name does not match. Names that are not UTF-8, and results that are empty,"
                + " too long, or keep a zero byte of the name.";
    }

    @Override
    public String schema() {
        return """
                {
                  "properties": {
                    "pattern": {
                      "description": "A regular expression in RE2 syntax. Values of ${…} in it match themselves.",
                      "type": "string",
                      "format": "re2-pattern",
                      "minLength": 1
                    },
                    "replacement": {
                      "description": "The replacement for each match; $1 is its first group, \\\\$ a dollar sign. If the result matches again, applying the recipe again changes it again; the plan warns about this. Values of ${…} in it stand for themselves.",
                      "type": "string",
                      "format": "re2-replacement"
                    },
                    "if-no-match": {
                      "description": "What to do if nothing matches: keep the name, or refuse the image.",
                      "type": "string",
                      "enum": CHOICE,
                      "default": "keep"
                    }
                  },
                  "required": ["pattern", "replacement"]
                }
                """.replace("CHOICE", Choice.schema(IfNoMatch.class));
    }

    @Override
    public Binding bind(Arguments arguments) {
        String expression = arguments.text("pattern");
        if (PatternSize.of(expression) > MAX_PATTERN) {
            return Binding.invalid(
                    "pattern", "is too large; limit is " + MAX_PATTERN + " characters, with repetitions written out");
        }
        Pattern pattern;
        try {
            pattern = Pattern.compile(expression);
        } catch (PatternSyntaxException malformed) {
            return Binding.invalid(
                    "pattern",
                    "is not a regular expression in RE2 syntax: " + malformed.getDescription() + ": "
                            + malformed.getPattern());
        }
        String replacement = arguments.text("replacement");
        Optional<String> defect = replacementDefect(expression, replacement);
        if (defect.isPresent()) {
            return Binding.invalid("replacement", defect.get());
        }
        boolean mustMatch = arguments.choice("if-no-match", IfNoMatch.class) == IfNoMatch.FAIL;
        return Binding.of(facts -> edit(facts.header(), pattern, replacement, mustMatch));
    }

    /** Returns the problem with a replacement, if there is one, by trying it on an empty match. */
    private static Optional<String> replacementDefect(String expression, String replacement) {
        if (replacement.indexOf('\0') >= 0) {
            return Optional.of(Names.NUL);
        }
        try {
            Pattern.compile("|" + expression).matcher("").replaceAll(replacement);
            return Optional.empty();
        } catch (IndexOutOfBoundsException | IllegalArgumentException malformed) {
            return Optional.of("does not fit the pattern: " + malformed.getMessage());
        }
    }

    private HeaderEdit.Outcome edit(HeaderImage header, Pattern pattern, String replacement, boolean mustMatch) {
        Optional<Bytes> name = current(header);
        Optional<String> text = name.flatMap(Bytes::asUtf8);
        if (name.isPresent() && text.isEmpty()) {
            return ProblemCode.NAME_NOT_UTF8.refusal(
                    field,
                    name.get().display(),
                    "the " + words + " is not UTF-8, so it cannot be replaced in part; set it as a whole");
        }
        if (text.isEmpty() || !pattern.matcher(text.get()).find()) {
            return mustMatch
                    ? ProblemCode.NO_MATCH.refusal(field, text.orElse(""), "the pattern does not match the " + words)
                    : HeaderEdit.edited(header);
        }
        String replaced = pattern.matcher(text.get()).replaceAll(replacement);
        HeaderEdit.Outcome outcome = rename(header, Bytes.utf8(replaced));
        boolean again = !pattern.matcher(replaced).replaceAll(replacement).equals(replaced);
        return again ? Names.matchesAgain(outcome, field, Bytes.utf8(replaced)) : outcome;
    }
}
