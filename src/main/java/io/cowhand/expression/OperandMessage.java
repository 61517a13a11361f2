package io.cowhand.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says that an operator or a function does not take its operands. */
final class OperandMessage {

    private OperandMessage() {}

    /**
     * Returns what is wrong.
     *
     * @param function the name, where operators have CEL's names such as {@code _+_}
     * @param types the types of the operands, separated by commas
     * @param receiver the type before the dot of a function that is called as a member; otherwise empty
     */
    static String of(String function, String types, String receiver) {
        List<String> all = Stream.concat(Stream.of(receiver).filter(type -> !type.isEmpty()), split(types).stream())
                .toList();
        return switch (function) {
            case "_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_" ->
                both(all) + " cannot be compared with " + sign(function);
            case "_+_" ->
                all.contains("string")
                        ? both(all) + " cannot be joined with +; string() makes text of a value"
                        : both(all) + " cannot be added with +";
            case "_-_", "_*_", "_/_", "_%_" -> both(all) + " cannot be computed with " + sign(function);
            case "_&&_", "_||_" -> sign(function) + " needs true or false on both sides, not " + notBoolean(all);
            case "!_" -> "! needs true or false, not " + TypeWords.of(all.get(0));
            case "-_" -> "- needs a number, not " + TypeWords.of(all.get(0));
            case "_?_:_" ->
                all.get(0).equals("bool")
                        ? "? chooses between values of one type, not " + both(all.subList(1, all.size()))
                        : "? needs true or false before it, not " + TypeWords.of(all.get(0));
            case "_[_]" ->
                TypeWords.full(all.get(0)) + " has no element that " + TypeWords.of(all.get(1)) + " could name";
            case "@in" -> TypeWords.of(all.get(0)) + " cannot be in " + TypeWords.full(all.get(1));
            default ->
                function + "() does not take "
                        + (all.isEmpty()
                                ? "no arguments"
                                : all.stream().map(TypeWords::of).collect(Collectors.joining(", ")));
        };
    }

    /** Returns whether a function is an operator. */
    static boolean isOperator(String function) {
        return function.contains("_");
    }

    /** Returns what is wrong with the condition of a macro. */
    static String ofCondition(String types) {
        return "the condition of a macro must be true or false, not " + notBoolean(split(types));
    }

    private static String both(List<String> types) {
        return TypeWords.of(types.get(0)) + " and " + TypeWords.of(types.get(1));
    }

    private static String sign(String function) {
        return function.replace("_", "");
    }

    private static String notBoolean(List<String> types) {
        return TypeWords.of(
                types.stream().filter(type -> !type.equals("bool")).findFirst().orElse("bool"));
    }

    /** Splits at the commas that stand in no parentheses. */
    private static List<String> split(String types) {
        List<String> all = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int at = 0; at < types.length(); at++) {
            char character = types.charAt(at);
            depth += character == '(' ? 1 : character == ')' ? -1 : 0;
            if (character == ',' && depth == 0) {
                all.add(types.substring(start, at).strip());
                start = at + 1;
            }
        }
        String last = types.substring(start).strip();
        if (!last.isEmpty()) {
            all.add(last);
        }
        return all;
    }
}
