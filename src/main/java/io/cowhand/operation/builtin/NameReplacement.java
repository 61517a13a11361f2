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
import java.util.Optional;

/** Replaces what a regular expression matches in a name that a header holds. */
abstract class NameReplacement implements OperationHandler {

    private enum IfNoMatch {
        KEEP,
        FAIL
    }

    /** Characters of a pattern with its repetitions written out; larger ones have no use here, and cost memory. */
    private static final int MAX_PATTERN = 10_000;

    private final String field;
    private final String words;

    /**
     * A replacement in one name.
     *
     * @param field what the name is called in problems
     * @param words the same in a sentence
     */
    NameReplacement(String field, String words) {
        this.field = field;
        this.words = words;
    }

    /** The name as found. */
    abstract Optional<Bytes> current(HeaderImage header);

    /** The header with another name, or why not. */
    abstract HeaderEdit.Outcome rename(HeaderImage header, Bytes name);

    @Override
    public String refusals() {
        return "With fail, an image in whose name nothing matches. A name that is not UTF-8, and a result that is empty or"
                + " too long.";
    }

    @Override
    public String schema() {
        return """
                {
                  "properties": {
                    "pattern": {
                      "description": "A regular expression in RE2 syntax.",
                      "type": "string",
                      "minLength": 1
                    },
                    "replacement": {
                      "description": "What takes the place of each match; $1 is its first group, \\\\$ a dollar sign. Where the result matches again, applying the recipe again changes it again; the plan warns of that.",
                      "type": "string"
                    },
                    "if-no-match": {
                      "description": "What to do where nothing matches: keep the name, or refuse the image.",
                      "type": "string",
                      "enum": %s,
                      "default": "keep"
                    }
                  },
                  "required": ["pattern", "replacement"]
                }
                """.formatted(Choice.schema(IfNoMatch.class));
    }

    @Override
    public Binding bind(Arguments arguments) {
        String expression = arguments.text("pattern");
        if (PatternSize.of(expression) > MAX_PATTERN) {
            return Binding.invalid(
                    "pattern",
                    "is too large: at most " + MAX_PATTERN + " characters, with its repetitions written out");
        }
        Pattern pattern;
        try {
            pattern = Pattern.compile(expression);
        } catch (PatternSyntaxException malformed) {
            return Binding.invalid(
                    "pattern",
                    "is no regular expression in RE2 syntax: " + malformed.getDescription() + ": "
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

    /** Tries the replacement on a match that is there even in an empty text, before the pattern itself is tried. */
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
                    field, name.get().display(), "the " + words + " is not UTF-8; set it as a whole");
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
