package io.cowhand.cli;

import io.cowhand.os.MountPolicy;
import java.util.List;

/** The option that says which mounts are trusted. */
final class MountOptions implements ArgumentGroup {

    private final Argument<Boolean> trust = Argument.bareFlag(
            "--trust-local-locks",
            "Confirm that no other host uses the images: they are then also written on mounts whose"
                    + " locks other hosts do not see (nolock, local_lock, nobrl).");

    @Override
    public List<Arguments> arguments() {
        return List.of(trust);
    }

    boolean isTrusting() {
        return trust.value();
    }

    MountPolicy mounts() {
        return trust.value() ? MountPolicy.TRUSTED : MountPolicy.ofMounts();
    }
}
