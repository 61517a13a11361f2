package io.cowhand.expression;

/** The parts of a path, as the programs {@code basename} and {@code dirname} of POSIX print them. */
final class PathText {

    private static final String ROOT = "/";
    private static final String HERE = ".";

    private PathText() {}

    /** Returns the last component, without slashes at the end. */
    static String basename(String path) {
        String trimmed = withoutSlashesAtEnd(path);
        return trimmed.equals(ROOT) ? ROOT : trimmed.substring(trimmed.lastIndexOf('/') + 1);
    }

    /** Returns the path without its last component; {@code .} if it has only one. */
    static String dirname(String path) {
        String trimmed = withoutSlashesAtEnd(path);
        int slash = trimmed.lastIndexOf('/');
        return slash < 0 ? HERE : withoutSlashesAtEnd(trimmed.substring(0, slash + 1));
    }

    /** Keeps the slash of the root directory. */
    private static String withoutSlashesAtEnd(String path) {
        int end = path.length();
        while (end > 1 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }
}
