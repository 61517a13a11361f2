package io.cowhand.qcow2;

import io.cowhand.bytes.Bytes;
import io.cowhand.bytes.WindowCache;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Keeps the results of pure functions of an image. Images with equal headers, and with equal answers to what the function asks
 * beyond the header, share a result. Safe for use by several threads.
 *
 * @param <V> what the function returns
 */
public final class ImageCache<V> {

    /** A value, and what it depends on besides the header. */
    private record Known<V>(V value, ImageAnswers answers) {}

    /**
     * Whether a value is that of an image.
     *
     * <p>A class, like others that are created for each image: C1 creates a lambda that captures values by a call into the JVM,
     * which takes as long as the rest of a lookup.
     */
    private record IsThatOf<V>(ImageFacts facts, Predicate<V> isOfFunction) implements Predicate<Known<V>> {
        @Override
        public boolean test(Known<V> each) {
            return each.answers.areThoseOf(facts) && isOfFunction.test(each.value);
        }
    }

    private final WindowCache<Known<V>> known;

    /** Creates an empty cache. */
    public ImageCache() {
        this.known = new WindowCache<>();
    }

    /**
     * Creates an empty cache.
     *
     * @param most the greatest number of values, a power of two
     */
    public ImageCache(int most) {
        this.known = new WindowCache<>(most);
    }

    /**
     * Returns what the function returns for an image.
     *
     * @param window the encoded header
     * @param function depends on nothing but the facts that it is passed
     */
    public V get(ImageFacts facts, Bytes window, Function<ImageFacts, V> function) {
        return get(facts, window, any -> true, function);
    }

    /** Returns whether results are kept. */
    public boolean isOn() {
        return known.isOn();
    }

    /**
     * Returns what one of several functions returns for an image.
     *
     * @param window the encoded header
     * @param isOfFunction whether a value is one that the function returns
     * @param function depends on nothing but the facts that it is passed
     */
    public V get(ImageFacts facts, Bytes window, Predicate<V> isOfFunction, Function<ImageFacts, V> function) {
        return get(facts, window, 0, isOfFunction, function);
    }

    /**
     * Returns what one of many functions returns for an image.
     *
     * @param window the encoded header
     * @param hash a hash of the function
     * @param isOfFunction whether a value is one that the function returns
     * @param function depends on nothing but the facts that it is passed
     */
    public V get(
            ImageFacts facts, Bytes window, int hash, Predicate<V> isOfFunction, Function<ImageFacts, V> function) {
        if (!facts.hasNoTables()) {
            return function.apply(facts);
        }
        Optional<Known<V>> same = known.get(window, hash, new IsThatOf<>(facts, isOfFunction));
        if (same.isPresent()) {
            return same.get().value;
        }
        ImageAnswers answers = new ImageAnswers();
        V value = function.apply(facts.collecting(answers));
        known.put(window, hash, new Known<>(value, answers));
        return value;
    }
}
