package io.cowhand.apply;

import io.cowhand.bytes.WriteSet;
import io.cowhand.os.FileStatus;
import io.cowhand.target.ImageReference;

/**
 * A write to an image that has been planned.
 *
 * @param image the image
 * @param file the file that was planned
 * @param writes the sectors to be written
 */
public record PlannedWrite(ImageReference image, FileStatus file, WriteSet writes) {}
