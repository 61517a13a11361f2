package io.cowhand.qcow2py;

import io.cowhand.apply.WriteJournal;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Calls of the script's commands, within the tests' own process. */
final class Script {

    /**
     * The result of a call.
     *
     * @param exit the exit code
     * @param out standard output
     * @param failure what is said on standard error, {@code ""} where that is nothing
     */
    record Ran(int exit, String out, String failure) {}

    private Script() {}

    static Ran run(Path image, String... arguments) {
        List<String> all = new ArrayList<>(List.of(image.toString()));
        all.addAll(List.of(arguments));
        StringBuilder out = new StringBuilder();
        StringBuilder failure = new StringBuilder();
        int exit = new ScriptRun(
                        InputStream.nullInputStream(),
                        line -> out.append(line).append('\n'),
                        failure::append,
                        WriteJournal.NONE)
                .run(all);
        return new Ran(exit, out.toString(), failure.toString());
    }

    /** Runs what must work, and answers with standard output. */
    static String must(Path image, String... arguments) {
        Ran ran = run(image, arguments);
        if (ran.exit() != 0 || !ran.failure().isEmpty()) {
            throw new AssertionError(List.of(arguments) + ": " + ran);
        }
        return ran.out();
    }
}
