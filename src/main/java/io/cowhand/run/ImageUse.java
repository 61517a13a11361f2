package io.cowhand.run;

import io.cowhand.os.HeldLock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Names the processes that hold locks on an image. */
final class ImageUse {

    private ImageUse() {}

    /** Returns a description of the holders, such as {@code qemu-system-x86, process 4321}; empty if none is known. */
    static Optional<String> holders(List<HeldLock> locks) {
        String holders = locks.stream()
                .filter(lock -> lock.process().isPresent())
                .map(lock -> (lock.name().isEmpty() ? "" : lock.name() + ", ") + "process "
                        + lock.process().getAsLong())
                .distinct()
                .collect(Collectors.joining(" and "));
        return holders.isEmpty() ? Optional.empty() : Optional.of(holders);
    }
}
