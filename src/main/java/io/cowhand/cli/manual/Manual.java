package io.cowhand.cli.manual;

import io.cowhand.cli.Cli;
import io.cowhand.cli.manual.ManualPage.Release;
import io.cowhand.os.NewFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** Writes the manual pages, for {@code mvn -Pman package}. */
public final class Manual {

    private Manual() {}

    /**
     * Writes the pages.
     *
     * @param arguments the directory, the version of the program, and the time of the build, of which the day is the pages'
     * @throws IOException if a page cannot be written
     */
    public static void main(String... arguments) throws IOException {
        Release release = new Release(arguments[1], arguments[2].substring(0, "2025-01-01".length()));
        for (ManualPage page : pages(release)) {
            try (NewFile file = NewFile.create(Path.of(arguments[0], page.file()))) {
                file.out().write(page.text().getBytes(StandardCharsets.UTF_8));
                file.complete();
            }
        }
    }

    /** Returns all pages. */
    static List<ManualPage> pages(Release release) {
        List<ManualPage> pages = new ArrayList<>(List.of(RecipePage.of(release)));
        add(Cli.commands().getCommandSpec(), release, pages);
        return pages;
    }

    private static void add(CommandSpec command, Release release, List<ManualPage> pages) {
        pages.add(CommandPage.of(command, release));
        CommandPage.below(command).forEach(each -> add(each, release, pages));
    }
}
