package io.cowhand.json;

/** Tells which characters may be shown as they are. */
public final class Printable {

    private Printable() {}

    /** Returns whether a character neither controls a terminal nor rearranges the text around it. */
    public static boolean is(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
