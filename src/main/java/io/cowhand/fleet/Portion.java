package io.cowhand.fleet;

import java.util.Optional;

/**
 * A number of images, or a percentage of them.
 *
 * @param number the number, 0 or more; or the percentage, 1 to 100
 * @param isPercentage whether it is a percentage
 */
public record Portion(int number, boolean isPercentage) {

    /** All images. */
    public static final Portion ALL = new Portion(100, true);

    private static final int HUNDRED = 100;

    /** The most digits that are read; more would not fit a number. */
    private static final int MOST_DIGITS = 9;

    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if the number or the percentage is out of range
     */
    public Portion {
        if (number < 0 || isPercentage && (number < 1 || number > HUNDRED)) {
            throw new IllegalArgumentException("must be a number of images, or a percentage from 1% to 100%");
        }
    }

    /** Parses a portion such as {@code 10} or {@code 5%}; returns nothing if the text is malformed. */
    public static Optional<Portion> parse(String text) {
        boolean isPercentage = text.endsWith("%");
        String digits = isPercentage ? text.substring(0, text.length() - 1) : text;
        boolean isNumber = !digits.isEmpty()
                && digits.length() <= MOST_DIGITS
                && digits.chars().allMatch(digit -> digit >= '0' && digit <= '9');
        if (!isNumber) {
            return Optional.empty();
        }
        int number = Integer.parseInt(digits);
        return isPercentage && (number < 1 || number > HUNDRED)
                ? Optional.empty()
                : Optional.of(new Portion(number, isPercentage));
    }

    /** Returns how many of a number of images this is, rounded up; a number of images may be larger than that. */
    public long of(long images) {
        return isPercentage ? (images * number + HUNDRED - 1) / HUNDRED : number;
    }

    /** Returns the largest number of images that is not {@linkplain #isExceededBy more} than this portion. */
    public long most(long images) {
        return isPercentage ? images * number / HUNDRED : number;
    }

    /** Returns whether some of a number of images are more than this portion of them. */
    public boolean isExceededBy(long some, long images) {
        return isPercentage ? some * HUNDRED > images * number : some > number;
    }

    /** Returns the portion as recipes have it: {@code 10} or {@code 5%}. */
    @Override
    public String toString() {
        return number + (isPercentage ? "%" : "");
    }
}
