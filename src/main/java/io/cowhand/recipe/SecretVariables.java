package io.cowhand.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keeps the values of variables whose names end in {@code _secret} out of messages and records. */
public final class SecretVariables {

    private static final String SUFFIX = "_secret";
    private static final String OPTION = "--var";

    /** The argument of the option, alone or with the option before it. */
    private static final Pattern ASSIGNMENT =
            Pattern.compile("((?:" + OPTION + "=)?[^=]*" + SUFFIX + "=).*", Pattern.DOTALL);

    private SecretVariables() {}

    /** Returns whether a variable's value is a secret, by its name. */
    public static boolean isSecret(String name) {
        return name.endsWith(SUFFIX);
    }

    /** Returns a command line in which {@code ***} stands for each secret that {@code --var} gives. */
    public static List<String> masked(List<String> arguments) {
        List<String> masked = new ArrayList<>();
        String before = "";
        for (String argument : arguments) {
            Matcher secret = ASSIGNMENT.matcher(argument);
            boolean isGiven = before.equals(OPTION) || argument.startsWith(OPTION + "=");
            masked.add(isGiven && secret.matches() ? secret.group(1) + "***" : argument);
            before = argument;
        }
        return List.copyOf(masked);
    }
}
