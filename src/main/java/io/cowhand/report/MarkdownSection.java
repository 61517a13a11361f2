package io.cowhand.report;

import java.util.List;
import java.util.stream.Stream;

/** A collapsible section of a Markdown report. */
final class MarkdownSection {

    private MarkdownSection() {}

    /** Adds lines below a heading, which must need no escapes, if they fit; returns whether they do. */
    static boolean add(MarkdownDocument document, String heading, boolean isOpen, List<String> lines, int share) {
        List<String> section = Stream.of(begin(heading, isOpen), lines, end())
                .flatMap(List::stream)
                .toList();
        boolean fits = document.fits(section, share);
        if (fits) {
            document.add(section);
        }
        return fits;
    }

    /** Adds problems, each with its images, as far as they fit; the rest is counted. */
    static void add(MarkdownDocument document, String heading, boolean isOpen, ProblemGroups problems, int share) {
        document.add(begin(heading, isOpen));
        long left = problems.others();
        for (ProblemGroups.Group group : problems.groups()) {
            List<String> items = items(group);
            if (document.fits(items, share)) {
                document.add(items);
            } else {
                left += group.images().count();
            }
        }
        if (left > 0) {
            document.add("", "… and " + Count.of(left, "more problem") + ".");
        }
        document.add(end());
    }

    /** Lists each image of a problem, or the problem once where many images have it. */
    private static List<String> items(ProblemGroups.Group group) {
        String problem = MarkdownText.code(ResultText.problem(group.problem()));
        ImageNames images = group.images();
        return images.isComplete()
                ? images.first().stream()
                        .map(image -> "- " + MarkdownText.code(image) + ": " + problem)
                        .toList()
                : List.of("- " + problem + " (" + Count.of(images.count(), "image") + ": " + MarkdownText.names(images)
                        + ")");
    }

    private static List<String> begin(String heading, boolean isOpen) {
        return List.of("", isOpen ? "<details open>" : "<details>", "<summary>" + heading + "</summary>", "");
    }

    private static List<String> end() {
        return List.of("", "</details>");
    }
}
