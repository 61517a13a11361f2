package io.cowhand.inventory;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads JSON Lines: an object on each line, whose members are the columns. Empty lines are passed over.
 *
 * <p>A line of Cowhand's own results is known by its {@code format_version}: the image is {@code image}, or
 * {@code image_uri} beside it, lists and objects are left out of the row, and the summary is passed over.
 */
final class JsonObjects {

    /** An inventory may be the results of Cowhand, with the names of labels: any are valid, also many with equal hash codes. */
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(TokenStreamFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final String VERSION = "format_version";
    private static final String SUMMARY = "summary";
    private static final String IMAGE = "image";
    private static final String URI_SUFFIX = "_uri";

    private final TextLines lines;
    private final Optional<String> path;
    private final Findings findings;
    /** The columns for each set of members. */
    private final Map<List<String>, Columns> shapes = new HashMap<>();

    JsonObjects(TextLines lines, Optional<String> path, Findings findings) {
        this.lines = lines;
        this.path = path;
        this.findings = findings;
    }

    void read(InventoryVisitor images) throws IOException {
        while (!findings.isFull() && lines.next()) {
            if (!lines.text().isBlank()) {
                read(lines.text(), images);
            }
        }
    }

    private void read(String line, InventoryVisitor images) {
        Members members = new Members();
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), line)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                add(ProblemCode.BAD_JSON, parser.currentTokenLocation(), "each line is an object");
                return;
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                members.add(parser);
            }
            if (parser.nextToken() != null) {
                add(ProblemCode.BAD_JSON, parser.currentTokenLocation(), "each line is one object; this is more");
                return;
            }
        } catch (JacksonException malformed) {
            String message = malformed.getOriginalMessage().lines().findFirst().orElse("this is not JSON");
            add(ProblemCode.BAD_JSON, malformed.getLocation(), message);
            return;
        }
        visit(members, images);
    }

    /** The members of one object. */
    private static final class Members {
        private final SortedMap<String, String> texts = new TreeMap<>();
        private final Set<String> nested = new LinkedHashSet<>();
        private final Map<String, TokenStreamLocation> places = new HashMap<>();

        void add(JsonParser parser) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            places.put(name, parser.currentTokenLocation());
            if (token.isStructStart()) {
                nested.add(name);
                parser.skipChildren();
            } else if (token != JsonToken.VALUE_NULL) {
                texts.put(name, parser.getString());
            }
        }

        /** Returns the first member, of those that are texts, whose name or value has no bytes in UTF-8. */
        Optional<String> withoutUtf8() {
            return texts.entrySet().stream()
                    .filter(member -> isHalf(member.getKey()) || isHalf(member.getValue()))
                    .map(Map.Entry::getKey)
                    .findFirst();
        }

        private static boolean isHalf(String text) {
            return text.codePoints()
                    .anyMatch(each -> each >= Character.MIN_SURROGATE && each <= Character.MAX_SURROGATE);
        }

        boolean isResult() {
            return texts.containsKey(VERSION);
        }

        boolean isSummary() {
            return isResult() && nested.contains(SUMMARY);
        }

        TokenStreamLocation place(String name) {
            return Objects.requireNonNull(places.get(name));
        }
    }

    private void visit(Members members, InventoryVisitor images) {
        if (members.isSummary()) {
            return;
        }
        boolean isResult = members.isResult();
        if (!isResult && !members.nested.isEmpty()) {
            members.nested.forEach(name -> add(
                    ProblemCode.BAD_JSON,
                    members.place(name),
                    "the member \"" + name + "\" is a list or an object, not text"));
            return;
        }
        String member = path.orElse(isResult ? IMAGE : InventoryFormat.PATH);
        @Nullable String name = members.texts.remove(member);
        if (name == null) {
            findings.add(ProblemCode.MISSING_COLUMN, lines.number(), 1, "the member \"" + member + "\" is missing");
            return;
        }
        @Nullable String uri = isResult ? members.texts.remove(member + URI_SUFFIX) : null;
        Path image;
        try {
            image = TextName.path(uri == null ? name : uri);
        } catch (IllegalArgumentException malformed) {
            add(ProblemCode.BAD_NAME, members.place(member), String.valueOf(malformed.getMessage()));
            return;
        }
        Optional<String> broken = members.withoutUtf8();
        if (broken.isPresent()) {
            add(
                    ProblemCode.BAD_JSON,
                    members.place(broken.get()),
                    "this is not text: it has one half of a surrogate pair without the other");
            return;
        }
        row(members.texts).ifPresent(row -> images.image(image, row, lines.number()));
    }

    private Optional<Row> row(SortedMap<String, String> texts) {
        if (texts.isEmpty()) {
            return Optional.of(Row.EMPTY);
        }
        List<String> names = List.copyOf(texts.keySet());
        if (shapes.size() >= Limits.SHAPES && !shapes.containsKey(names)) {
            findings.add(
                    ProblemCode.BAD_COLUMN,
                    lines.number(),
                    1,
                    "this is the " + (Limits.SHAPES + 1) + "th different set of members");
            return Optional.empty();
        }
        return Optional.of(new Row(shapes.computeIfAbsent(names, Columns::new), new ArrayList<>(texts.values())));
    }

    /** Adds a problem at a place; at the beginning of the line if Jackson does not say where it stopped. */
    private void add(String code, @Nullable TokenStreamLocation place, String message) {
        int column = place == null ? 0 : place.getColumnNr() - 1;
        int index = Math.max(0, Math.min(column, lines.text().length()));
        findings.add(code, lines.number(), Text.column(lines.text(), index), message);
    }
}
