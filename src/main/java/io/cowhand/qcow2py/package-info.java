/**
 * The commands of QEMU's test script qcow2.py (QEMU 7.2), for programs that call it: the same dumps, messages and exit
 * codes.
 *
 * <p>Laws: a dump equals the script's, byte for byte, for any file that the script can read. The script checks hardly
 * anything, so its view of a header has types of its own ({@link io.cowhand.qcow2py.ScriptHeader}), with limits. An
 * edit
 * uses the same codec and layout as all of Cowhand, takes QEMU's locks, and is written only if it fits.
 * Where the script prints a stack trace, Cowhand prints one line on standard error and exits with 1.
 */
@NullMarked
package io.cowhand.qcow2py;

import org.jspecify.annotations.NullMarked;
