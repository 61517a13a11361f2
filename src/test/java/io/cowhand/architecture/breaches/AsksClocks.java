package io.cowhand.architecture.breaches;

import java.time.Clock;
import java.time.Instant;
import java.util.Calendar;
import java.util.Date;
import java.util.Timer;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Each method depends on the time. */
final class AsksClocks {

    long milliseconds() {
        return System.currentTimeMillis();
    }

    long nanoseconds() {
        return System.nanoTime();
    }

    LongSupplier methodReference() {
        return System::nanoTime;
    }

    Instant instant() {
        return Instant.now();
    }

    long clock(Clock clock) {
        return clock.millis();
    }

    Date date() {
        return new Date();
    }

    Calendar calendar() {
        return Calendar.getInstance();
    }

    Timer timer() {
        return new Timer();
    }

    void sleep() throws InterruptedException {
        Thread.sleep(1);
    }

    void timeUnit() throws InterruptedException {
        TimeUnit.SECONDS.sleep(1);
    }
}
