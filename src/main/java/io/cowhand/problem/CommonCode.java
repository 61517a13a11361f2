package io.cowhand.problem;

/** The codes of the problems that several packages report. */
public final class CommonCode {

    /** A file cannot be opened or read. */
    public static final String UNREADABLE = "unreadable";

    /** A system call failed. */
    public static final String IO_ERROR = "io-error";

    /** A file does not answer within the time limit. */
    public static final String NO_ANSWER = "no-answer";

    /** A pattern or a limit matches nothing. */
    public static final String MATCHES_NOTHING = "matches-nothing";

    /** An inventory cannot be read. */
    public static final String LIST_UNREADABLE = "list-unreadable";

    /** A run was interrupted while it wrote an image, whose state is unknown. */
    public static final String UNRESOLVED = "unresolved";

    /** A header keeps changing while it is read. */
    public static final String HEADER_CHANGING = "header-changing";

    /** A header carries the mark of a half-written one. */
    public static final String HALF_WRITTEN = "half-written";

    /** It is not known which bytes belong to the header. */
    public static final String LAYOUT_UNKNOWN = "layout-unknown";

    /** A file does not lie below the directory that the user gives. */
    public static final String OUTSIDE_ROOT = "outside-root";

    private CommonCode() {}
}
