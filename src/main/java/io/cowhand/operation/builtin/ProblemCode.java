package io.cowhand.operation.builtin;

import io.cowhand.operation.Choice;
import io.cowhand.operation.HeaderEdit;
import io.cowhand.problem.Problem;
import io.cowhand.problem.Value;

/**
 * The codes of the refusals and warnings that only the built-in operations report; {@code NO_MATCH} is written
 * {@code no-match}.
 */
enum ProblemCode {
    BACKING_FILE_NAME_EMPTY,
    BACKING_FILE_NAME_TOO_LONG,
    BACKING_FILE_NOT_A_PATH,
    BACKING_FILE_PROTOCOL,
    BACKING_FORMAT_PRESENT,
    BITMAPS_LEAK,
    DATA_FILE_NAME_EMPTY,
    DATA_FILE_PROTOCOL,
    DIRECTORY_NOT_UTF8,
    EXTENSION_ABSENT,
    EXTENSION_PRESENT,
    IMAGE_DIRTY,
    LABELS_INVALID,
    MORE_THAN_A_HEADER_CHANGE,
    NAME_HAS_ZERO_BYTE,
    NAME_NOT_UTF8,
    NO_BACKING_FILE,
    NO_DATA_FILE,
    NO_MATCH,
    NO_SUCH_FIELD,
    NOT_UPGRADED,
    OTHER_BITMAPS,
    RAW_EXTERNAL_DATA,
    SIZE_NOT_IN_SECTORS;

    /** Returns the refusal of an image for the text that one part of its header has, or {@code ""} for none. */
    HeaderEdit.Outcome refusal(String field, String value, String message) {
        return refusal(field, Value.of(value), message);
    }

    /** Returns the refusal of an image for the value that one part of its header has. */
    HeaderEdit.Outcome refusal(String field, Value value, String message) {
        return HeaderEdit.refused(Choice.word(this), field, value, message);
    }

    /** Returns a warning about the text that one part of the header has, or {@code ""} for none. */
    Problem warning(String field, String value, String message) {
        return warning(field, Value.of(value), message);
    }

    /** Returns a warning about the value that one part of the header has. */
    Problem warning(String field, Value value, String message) {
        return Problem.warning(Choice.word(this), field, value, message);
    }
}
