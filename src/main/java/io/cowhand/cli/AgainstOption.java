package io.cowhand.cli;

import io.cowhand.capture.Capture;
import io.cowhand.capture.InvalidCaptureException;
import io.cowhand.capture.Origin;
import io.cowhand.os.FileTree;
import io.cowhand.os.IoErrors;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The option that replaces the files of the system by those of a capture. */
final class AgainstOption implements ArgumentGroup {

    private final Argument<Optional<Path>> file = Argument.option("--against")
            .takes("CAPTURE", Path.class)
            .description("Find and read the images in a file that 'cowhand capture' wrote, instead of on this system.")
            .optional();

    @Override
    public List<Arguments> arguments() {
        return List.of(file);
    }

    boolean isGiven() {
        return file.value().isPresent();
    }

    /** The files that are to be read, to be closed after use; or why there are none. */
    static final class Source implements Closeable {
        private final Optional<Capture> capture;
        private final FileTree files;
        private final ExitCode code;

        private Source(Optional<Capture> capture, FileTree files, ExitCode code) {
            this.capture = capture;
            this.files = files;
            this.code = code;
        }

        FileTree files() {
            return files;
        }

        /** Returns {@link ExitCode#DONE} if the files can be read. */
        ExitCode code() {
            return code;
        }

        /** Explains where files were searched if none were found. */
        void explain(Terminal terminal, ExitCode result) {
            if (result == ExitCode.INVALID_RECIPE && capture.isPresent()) {
                Origin origin = capture.get().origin();
                terminal.message("searched in a capture that host " + origin.host() + " made at " + origin.time()
                        + " in " + origin.folder() + " of: " + String.join(" ", origin.images()));
            }
        }

        @Override
        public void close() throws IOException {
            if (capture.isPresent()) {
                capture.get().close();
            }
        }
    }

    /**
     * Returns the files of the capture if the option is given, and those of the system otherwise.
     *
     * @param folders the folders of the system that relative paths start from
     */
    Source open(Terminal terminal, List<Path> folders) {
        if (file.value().isEmpty()) {
            return new Source(Optional.empty(), FileTree.SYSTEM, ExitCode.DONE);
        }
        try {
            Capture capture = Capture.open(file.value().get());
            return new Source(Optional.of(capture), capture.files(folders), ExitCode.DONE);
        } catch (InvalidCaptureException invalid) {
            return failed(terminal, String.valueOf(invalid.getMessage()), ExitCode.INVALID_RECIPE);
        } catch (IOException unreadable) {
            return failed(terminal, IoErrors.describe(unreadable), ExitCode.UNREADABLE_RECIPE);
        }
    }

    private Source failed(Terminal terminal, String why, ExitCode code) {
        terminal.message("--against " + file.value().orElseThrow() + ": " + why);
        return new Source(Optional.empty(), FileTree.SYSTEM, code);
    }
}
