package io.cowhand.architecture.breaches;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.Charset;
import java.util.Locale;
import java.util.TimeZone;
import java.util.function.UnaryOperator;

/** Each method depends on the user, the machine, or the process. */
final class LooksAtTheEnvironment {

    String variable() {
        return System.getenv("HOME");
    }

    String property() {
        return System.getProperty("user.name");
    }

    String lineSeparator() {
        return System.lineSeparator();
    }

    int in() throws IOException {
        return System.in.read();
    }

    boolean getBoolean() {
        return Boolean.getBoolean("a");
    }

    Integer getInteger() {
        return Integer.getInteger("a");
    }

    Long getLong() {
        return Long.getLong("a");
    }

    Locale locale() {
        return Locale.getDefault();
    }

    String lowerCase(String text) {
        return text.toLowerCase();
    }

    UnaryOperator<String> upperCase() {
        return String::toUpperCase;
    }

    String format(int number) {
        return String.format("%d", number);
    }

    byte[] getBytes(String text) {
        return text.getBytes();
    }

    String decode(byte[] bytes) {
        return new String(bytes);
    }

    Charset charset() {
        return Charset.defaultCharset();
    }

    TimeZone zone() {
        return TimeZone.getDefault();
    }

    int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    long process() {
        return ProcessHandle.current().pid();
    }

    String thread() {
        return Thread.currentThread().getName();
    }

    InetAddress host() throws IOException {
        return InetAddress.getLocalHost();
    }
}
