package io.cowhand.bytes;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Predicate;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what was computed from the windows of images, which are equal where images were created the same way. It is bounded:
 * a value takes the place of an older one. Where nearly all windows differ, it is switched off, and frees its memory. Safe for
 * use by several threads.
 *
 * @param <V> what is computed from a window
 */
public final class WindowCache<V> {

    /** The number of values, a power of two. */
    private static final int VALUES = 1 << 14;

    /** The greatest length of a window without the zeros at its end: longer ones are rare, and take much memory. */
    private static final int LONGEST = 4096;

    /** A window, and what was computed from it. */
    private record Entry<V>(Bytes window, V value) {}

    /** The values; null once switched off. */
    private volatile @Nullable AtomicReferenceArray<Entry<V>> entries = new AtomicReferenceArray<>(VALUES);

    /** How many more windows may be new than known. */
    private final AtomicInteger missesLeft = new AtomicInteger(VALUES);

    /**
     * Returns the value for a window, if it is known.
     *
     * @param isRight whether a value for this window is the one that is asked for
     */
    public Optional<V> get(Bytes window, Predicate<V> isRight) {
        AtomicReferenceArray<Entry<V>> kept = entries;
        Bytes content = window.withoutTrailingZeros();
        if (kept == null || content.length() > LONGEST) {
            return Optional.empty();
        }
        int place = place(content);
        Entry<V> entry = kept.get(place);
        if (entry == null || !entry.window.equals(window)) {
            entry = kept.get(place ^ 1);
        }
        if (entry != null && entry.window.equals(window) && isRight.test(entry.value)) {
            if (missesLeft.get() < VALUES) {
                missesLeft.incrementAndGet();
            }
            return Optional.of(entry.value);
        }
        if (missesLeft.decrementAndGet() <= 0) {
            entries = null;
        }
        return Optional.empty();
    }

    /** Keeps the value for a window. */
    public void put(Bytes window, V value) {
        AtomicReferenceArray<Entry<V>> kept = entries;
        Bytes content = window.withoutTrailingZeros();
        if (kept == null || content.length() > LONGEST) {
            return;
        }
        int place = place(content);
        Entry<V> other = kept.get(place);
        if (other != null && !other.window.equals(window)) {
            // One that was kept before moves to the neighbour's place, where it is found, too.
            kept.set(place ^ 1, other);
        }
        kept.set(place, new Entry<>(window, value));
    }

    /** A checksum that processors compute: in C1, a loop over the bytes takes longer than reading the image. */
    private static int place(Bytes content) {
        CRC32C sum = new CRC32C();
        content.update(sum);
        return (int) sum.getValue() & VALUES - 1;
    }
}
