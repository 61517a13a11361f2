package io.cowhand.report;

import io.cowhand.problem.Problem;
import io.cowhand.qcow2.ExtensionType;
import io.cowhand.qcow2.FeatureBit;
import io.cowhand.qcow2.FeatureGroup;
import io.cowhand.qcow2.HeaderField;
import io.cowhand.qcow2.HeaderImage;
import io.cowhand.qcow2.ImageFacts;
import io.cowhand.target.ImageReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A header as text for people: fields in the specification's order, with their meaning. */
public final class InspectText {

    private InspectText() {}

    /** All lines about one image. */
    public static List<String> lines(ImageReference image, ImageFacts facts, List<Problem> problems, Style style) {
        HeaderImage header = facts.header();
        List<String> lines = new ArrayList<>();
        lines.add(Escaped.plain(image.display()) + ": qcow2 version " + header.version() + ", "
                + units(facts.fileSize()) + " file");
        for (HeaderField field : HeaderField.values()) {
            if (header.has(field)) {
                lines.add(row(field.specName(), value(header, field)));
            }
        }
        header.backingName().ifPresent(name -> lines.add(row("backing_file", Escaped.quoted(name.display()))));
        header.forEachExtension((extension, offset) -> lines.add(row(
                "extension " + extension.label(),
                PayloadText.brief(extension) + " (" + extension.data().length() + " bytes at " + offset + ")")));
        header.clusterSize()
                .ifPresent(size -> lines.add(row(
                        "first cluster",
                        header.end() + " of " + size + " bytes used, " + (size - header.end()) + " free")));
        problems.forEach(problem -> lines.add(problem(problem, style)));
        return lines;
    }

    /** The line about an image whose header cannot be shown. */
    public static String unreadable(ImageReference image, Problem problem, Style style) {
        return Escaped.plain(image.display()) + ": " + style.bad(Escaped.plain(problem.message()));
    }

    private static String problem(Problem problem, Style style) {
        String words = problem.severity().label() + ": " + Escaped.plain(problem.toString()) + " " + problem.code();
        return "  "
                + switch (problem.severity()) {
                    case ERROR -> style.bad(words);
                    case WARNING -> style.warning(words);
                    case NOTICE -> words;
                };
    }

    private static String row(String name, String value) {
        return String.format(Locale.ROOT, "  %-26s %s", name, value);
    }

    private static String value(HeaderImage header, HeaderField field) {
        long value = header.get(field);
        String number = Long.toUnsignedString(value);
        return switch (field.kind()) {
            case MAGIC -> ExtensionType.hex(value);
            case NUMBER -> number;
            case HEADER_OFFSET, TABLE_OFFSET -> number + (value == 0 ? "" : " (0x" + Long.toHexString(value) + ")");
            case SIZE -> value >= 0 && value < 1024 ? number + " bytes" : number + " bytes (" + units(value) + ")";
            case SHIFT ->
                field == HeaderField.CLUSTER_BITS
                        ? number
                                + header.clusterSize().stream()
                                        .mapToObj(size -> " (" + units(size) + ")")
                                        .findFirst()
                                        .orElse("")
                        : number + (value <= 6 ? " (" + (1 << value) + " bits)" : "");
            case FEATURES -> features(header, field);
        };
    }

    private static String features(HeaderImage header, HeaderField field) {
        String set = Arrays.stream(FeatureGroup.values())
                .filter(group -> group.field() == field)
                .flatMap(group -> header.features(group).stream())
                .map(FeatureBit::label)
                .collect(Collectors.joining(", "));
        return set.isEmpty() ? "none" : set;
    }

    /** Bytes in the largest unit that leaves a whole number, such as {@code 64 KiB}. */
    private static String units(long bytes) {
        String[] units = {"bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
        int unit = 0;
        long rest = bytes;
        while (rest != 0 && rest % 1024 == 0 && unit < units.length - 1) {
            rest = Long.divideUnsigned(rest, 1024);
            unit++;
        }
        return Long.toUnsignedString(rest) + " " + units[unit];
    }
}
