package io.cowhand.architecture.breaches;

import java.security.SecureRandom;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** Each method depends on chance. */
final class DrawsRandomNumbers {

    int random() {
        return new Random().nextInt();
    }

    int seeded() {
        return new Random(1).nextInt();
    }

    int secure() {
        return new SecureRandom().nextInt();
    }

    int splittable() {
        return new SplittableRandom().nextInt();
    }

    int threadLocal() {
        return ThreadLocalRandom.current().nextInt();
    }

    int generator() {
        return RandomGenerator.getDefault().nextInt();
    }

    double math() {
        return Math.random();
    }

    double strictMath() {
        return StrictMath.random();
    }

    UUID uuid() {
        return UUID.randomUUID();
    }

    void shuffle(List<String> list) {
        Collections.shuffle(list);
    }

    int identity() {
        return System.identityHashCode(this);
    }
}
