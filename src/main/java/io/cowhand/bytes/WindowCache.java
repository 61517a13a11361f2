package io.cowhand.bytes;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what was computed from the windows of images, or from other byte strings that are mostly equal. It is bounded: once it is
 * full, a value takes the place of an older one, if it shares its places with any. Where nearly all windows differ, it is switched
 * off, and frees its memory. Safe for use by several threads.
 *
 * @param <V> what is computed from a window
 */
public final class WindowCache<V> {

    /** The greatest number of values, unless another one is given. */
    private static final int VALUES = 1 << 14;

    /** How many places a window may have, so that few windows contend for one even if the greatest number is kept. */
    private static final int WAYS = 4;

    /** The greatest length of a window without the zeros at its end: longer ones are rare, and take much memory. */
    private static final int LONGEST = 4096;

    /** A window, and what was computed from it. */
    private record Entry<V>(Bytes window, V value) {}

    /** The greatest number of values, a power of two. */
    private final int most;

    /** The values, where the places of a window follow each other; null once switched off. */
    private volatile @Nullable AtomicReferenceArray<Entry<V>> entries;

    /** How many more windows may be new than known. */
    private final AtomicInteger missesLeft;

    private final AtomicInteger kept = new AtomicInteger();

    /** Creates an empty cache. */
    public WindowCache() {
        this(VALUES);
    }

    /**
     * Creates an empty cache.
     *
     * @param most the greatest number of values, a power of two
     */
    public WindowCache(int most) {
        this.most = most;
        this.entries = new AtomicReferenceArray<>(most * WAYS);
        this.missesLeft = new AtomicInteger(most);
    }

    /** Returns whether values are kept. */
    public boolean isOn() {
        return entries != null;
    }

    /**
     * Returns the value for a window, if it is known.
     *
     * @param isRight whether a value for this window is the one that is asked for
     */
    public Optional<V> get(Bytes window, Predicate<V> isRight) {
        return get(window, 0, isRight);
    }

    /**
     * Returns one of the values for a window, if it is known.
     *
     * @param hash a hash of what the values of a window differ in; few values with an equal one are kept
     * @param isRight whether a value for this window is the one that is asked for
     */
    public Optional<V> get(Bytes window, int hash, Predicate<V> isRight) {
        AtomicReferenceArray<Entry<V>> places = entries;
        if (places == null || isLong(window)) {
            return Optional.empty();
        }
        int first = firstPlace(window, hash);
        for (int place = first; place < first + WAYS; place++) {
            Entry<V> entry = places.get(place);
            if (entry != null && entry.window.equals(window) && isRight.test(entry.value)) {
                if (missesLeft.get() < most) {
                    missesLeft.incrementAndGet();
                }
                return Optional.of(entry.value);
            }
        }
        if (missesLeft.decrementAndGet() <= 0) {
            entries = null;
        }
        return Optional.empty();
    }

    /** Keeps the value for a window, in place of the oldest one of those that share its places if all of them are taken. */
    public void put(Bytes window, V value) {
        put(window, 0, value);
    }

    /** Keeps one of the values for a window, in place of the oldest one of those that share its places. */
    public void put(Bytes window, int hash, V value) {
        AtomicReferenceArray<Entry<V>> places = entries;
        if (places == null || isLong(window)) {
            return;
        }
        Entry<V> entry = new Entry<>(window, value);
        int first = firstPlace(window, hash);
        // The newest value comes first, and the older ones move up.
        for (int place = first; place < first + WAYS; place++) {
            Entry<V> older = places.get(place);
            if (older == null) {
                if (kept.get() < most) {
                    places.set(place, entry);
                    kept.incrementAndGet();
                }
                return;
            }
            places.set(place, entry);
            entry = older;
        }
    }

    private static boolean isLong(Bytes window) {
        return window.length() > LONGEST && window.withoutTrailingZeros().length() > LONGEST;
    }

    private int firstPlace(Bytes window, int hash) {
        return ((window.checksum() ^ hash) & most - 1) * WAYS;
    }
}
