package io.cowhand.planfile;

import io.cowhand.bytes.Bytes;

/**
 * A file that was read for a plan: the recipe, an included one, or one that an argument names.
 *
 * @param file its path as it was opened
 * @param content its bytes
 */
public record RecordedFile(String file, Bytes content) {}
