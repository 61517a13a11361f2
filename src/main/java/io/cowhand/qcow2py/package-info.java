/**
 * The commands of QEMU's test script qcow2.py (QEMU 7.2), for programs that call it: the same dumps, messages and exit
 * codes.
 *
 * <p>Laws: a dump shows what the script shows, byte for byte, of any file that the script can read; it checks next to
 * nothing, so its view of a header is one of its own ({@link io.cowhand.qcow2py.ScriptHeader}), bounded here. An edit is
 * one of this program's: the same codec and layout, under QEMU's locks, nothing written that does not fit, one write.
 * What the script has no message for, as it ends with a stack trace, is one line on standard error and exit code 1.
 */
@NullMarked
package io.cowhand.qcow2py;

import org.jspecify.annotations.NullMarked;
