package io.cowhand.report;

/** How many columns of a terminal a text takes. */
final class TextWidth {

    /** First and last of the ranges that UAX #11 (East Asian Width) calls wide; terminals give these two columns. */
    private static final int[] WIDE = {
        0x1100, 0x115f, 0x2e80, 0x303e, 0x3041, 0xa4cf, 0xa960, 0xa97c, 0xac00, 0xd7a3, 0xf900, 0xfaff, 0xfe30, 0xfe6f,
        0xff01, 0xff60, 0xffe0, 0xffe6, 0x1f300, 0x1f64f, 0x1f680, 0x1f6fc, 0x1f900, 0x1f9ff, 0x20000, 0x3fffd
    };

    private TextWidth() {}

    /** Returns the columns of an escaped text, which may hold the colours of a {@link Style}. */
    static int of(String text) {
        int width = 0;
        for (int at = 0; at < text.length(); ) {
            int codePoint = text.codePointAt(at);
            int end = codePoint == '\u001b' ? text.indexOf('m', at) : -1;
            if (end >= 0) {
                at = end + 1;
            } else {
                width += of(codePoint);
                at += Character.charCount(codePoint);
            }
        }
        return width;
    }

    private static int of(int codePoint) {
        if (codePoint < 0x300) {
            return 1;
        }
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        for (int i = 0; i < WIDE.length; i += 2) {
            if (codePoint >= WIDE[i] && codePoint <= WIDE[i + 1]) {
                return 2;
            }
        }
        return 1;
    }
}
