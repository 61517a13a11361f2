/**
 * The table of rules for images: each row has the enforcement, the meaning and the remedy of a rule.
 *
 * <p>Law: {@code qemu-img info -U -f qcow2} opens an image exactly if it breaks no rule of origin QEMU and severity
 * error; only the magic number and version of a LUKS header are checked. A rule that QEMU has and the table lacks is a
 * bug, and so is the opposite; tests compare the two with mutants of real images. Limits are those of QEMU 7.2, with
 * their names there.
 *
 * <p>Checking is separate from decoding: every header that can be decoded can be checked, shown and fixed.
 */
@NullMarked
package io.cowhand.rule;

import org.jspecify.annotations.NullMarked;
