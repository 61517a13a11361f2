package io.cowhand.problem;

import java.util.Locale;

/** Who sets the rule that a problem breaks. */
public enum Origin {
    /** The specification, docs/interop/qcow2.rst. */
    SPEC,
    /** QEMU's implementation; with severity error it means that QEMU does not open the image. */
    QEMU,
    /** Cowhand itself: its caution, its recipes, or the operating system's answer to it. */
    COWHAND;

    /** Returns the name used in every output: lower case. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
