package io.cowhand.cli;

import io.cowhand.os.MountPolicy;
import picocli.CommandLine.Option;

/** The option that says which mounts are trusted. */
final class MountOptions {

    @Option(
            names = "--trust-local-locks",
            arity = "0",
            description = "Confirm that no other host uses the images: they are then also written on mounts whose"
                    + " locks other hosts do not see (nolock, local_lock, nobrl).")
    private boolean trust;

    boolean isTrusting() {
        return trust;
    }

    MountPolicy mounts() {
        return trust ? MountPolicy.TRUSTED : MountPolicy.ofMounts();
    }
}
