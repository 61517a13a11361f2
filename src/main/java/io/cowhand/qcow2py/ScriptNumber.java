package io.cowhand.qcow2py;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses numbers as Python's {@code int(text, 0)} does. */
final class ScriptNumber {

    private static final Pattern NUMBER =
            Pattern.compile("([+-]?)(?:0(?:x(?<hex>(?:_?[0-9a-f])+)|o(?<octal>(?:_?[0-7])+)"
                    + "|b(?<binary>(?:_?[01])+))|(?<decimal>[1-9](?:_?[0-9])*|0(?:_?0)*))");

    private ScriptNumber() {}

    /** Returns the number, of any size; nothing if the text is not a number. */
    static Optional<BigInteger> read(String text) {
        Matcher matcher = NUMBER.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (text.length() > Limits.DIGITS || !matcher.matches()) {
            return Optional.empty();
        }
        BigInteger value = digits(matcher, "hex", 16)
                .or(() -> digits(matcher, "octal", 8))
                .or(() -> digits(matcher, "binary", 2))
                .or(() -> digits(matcher, "decimal", 10))
                .orElseThrow();
        return Optional.of(matcher.group(1).equals("-") ? value.negate() : value);
    }

    private static Optional<BigInteger> digits(Matcher matcher, String group, int radix) {
        return Optional.ofNullable(matcher.group(group)).map(digits -> new BigInteger(digits.replace("_", ""), radix));
    }

    /** Returns whether a number fits into a number of bytes, unsigned. */
    static boolean fits(BigInteger number, int bytes) {
        return number.signum() >= 0 && number.bitLength() <= 8 * bytes;
    }
}
