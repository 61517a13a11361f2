package io.cowhand.cli;

import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A report file that the command line names.
 *
 * @param path the file
 * @param format the format that its suffix selects
 */
record ReportPath(Path path, ReportFormat format) {

    /** Finds the format. */
    static final class Converter implements ITypeConverter<ReportPath> {
        @Override
        public ReportPath convert(String text) {
            Path path = Path.of(text);
            return ReportFormat.of(path)
                    .map(format -> new ReportPath(path, format))
                    .orElseThrow(() ->
                            new TypeConversionException("\"" + text + "\" must end in " + ReportFormat.allSuffixes()));
        }
    }
}
