/**
 * The rules for images: one row for each, with who enforces it, what it says, and what to do.
 *
 * <p>Law: {@code qemu-img info -U -f qcow2} opens an image exactly when it breaks no rule of origin QEMU and severity
 * error; of an encrypted image's LUKS header only the magic and the version are looked at. A rule that QEMU has and the
 * table lacks is a bug, and so is one that the table has and QEMU lacks; mutants of real images hold the two together.
 * Limits are those of QEMU 7.2, and their names in QEMU are beside them.
 *
 * <p>Checking is separate from decoding: whatever decodes can be judged, shown and fixed.
 */
@NullMarked
package io.cowhand.rule;

import org.jspecify.annotations.NullMarked;
