package io.cowhand.inventory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads CSV whose header line names the columns. Empty lines are passed over. */
final class CsvTable {

    private static final CSVFormat FORMAT =
            CSVFormat.RFC4180.builder().setIgnoreEmptyLines(true).get();

    private static final String TOO_LONG =
            "the record is longer than " + Limits.RECORD + " characters; is this quote meant to be closed before?";

    private final CsvText text;
    private final String path;
    private final Findings findings;

    /** The columns in the text's order. */
    private List<String> header = List.of();

    private int pathIndex;
    private Columns others = Row.EMPTY.columns();

    CsvTable(TextLines lines, Optional<String> path, Findings findings) {
        this.text = new CsvText(lines);
        this.path = path.orElse(InventoryFormat.PATH);
        this.findings = findings;
    }

    void read(InventoryVisitor images) throws IOException {
        try (CSVParser parser =
                CSVParser.builder().setReader(text).setFormat(FORMAT).get()) {
            Iterator<CSVRecord> records = parser.iterator();
            if (!readHeader(records)) {
                return;
            }
            while (!findings.isFull() && records.hasNext()) {
                CSVRecord record = records.next();
                text.begin(record.getCharacterPosition());
                if (isWellFormed(record)) {
                    visit(record, images);
                }
            }
        } catch (UncheckedIOException failed) {
            IOException why = Objects.requireNonNull(failed.getCause());
            boolean isTooLong = why instanceof CsvText.TooLongException;
            if (!isTooLong && !(why instanceof CSVException)) {
                throw why;
            }
            // What follows cannot be told apart, so this is the last problem.
            int place = new CsvFields(text.record()).broken();
            add(ProblemCode.BROKEN_QUOTE, place, isTooLong ? TOO_LONG : broken(place));
        }
    }

    private String broken(int place) {
        return text.record().charAt(place) == '"'
                ? "this quote is never closed"
                : "the field ends at its closing quote; a quote inside of quotes is doubled";
    }

    /** Returns whether the images' names can be found. */
    private boolean readHeader(Iterator<CSVRecord> records) {
        if (records.hasNext()) {
            CSVRecord first = records.next();
            text.begin(first.getCharacterPosition());
            header = first.toList();
            isQuotedWell(first);
            checkNames();
        }
        pathIndex = header.indexOf(path);
        if (pathIndex < 0) {
            String has = header.isEmpty() ? "there is no header line" : "the columns are " + String.join(", ", header);
            findings.add(ProblemCode.MISSING_COLUMN, text.line(), 1, "the column \"" + path + "\" is missing: " + has);
            return false;
        }
        Set<String> names = new HashSet<>(header);
        if (names.size() < header.size()) {
            return false;
        }
        List<String> besides = new ArrayList<>(header);
        besides.remove(pathIndex);
        others = new Columns(besides);
        return true;
    }

    private void checkNames() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < header.size(); i++) {
            String name = header.get(i);
            if (name.isEmpty()) {
                addAtField(ProblemCode.BAD_COLUMN, i, "the column has no name");
            } else if (!seen.add(name)) {
                addAtField(ProblemCode.BAD_COLUMN, i, "the column \"" + name + "\" appears twice");
            }
        }
    }

    private boolean isWellFormed(CSVRecord record) {
        if (record.size() != header.size()) {
            String message = "the line has " + fields(record.size()) + ", and the header line has " + header.size();
            addAtField(ProblemCode.RAGGED_LINE, record.size() > header.size() ? header.size() : 0, message);
            return false;
        }
        return isQuotedWell(record);
    }

    /** Returns whether no field has a quote but is not quoted itself, which the parser accepts. */
    private boolean isQuotedWell(CSVRecord record) {
        boolean good = true;
        for (int i = 0; i < record.size(); i++) {
            if (record.get(i).indexOf('"') >= 0 && !new CsvFields(text.record()).isQuoted(i)) {
                addAtField(
                        ProblemCode.BROKEN_QUOTE,
                        i,
                        "a field that contains quotes is quoted itself, and the quotes in it are doubled");
                good = false;
            }
        }
        return good;
    }

    private void visit(CSVRecord record, InventoryVisitor images) {
        Path name;
        try {
            name = TextName.path(record.get(pathIndex));
        } catch (IllegalArgumentException malformed) {
            addAtField(ProblemCode.BAD_NAME, pathIndex, String.valueOf(malformed.getMessage()));
            return;
        }
        List<String> values = new ArrayList<>(header.size());
        for (int i = 0; i < header.size(); i++) {
            if (i != pathIndex) {
                values.add(record.get(i));
            }
        }
        images.image(name, values.isEmpty() ? Row.EMPTY : new Row(others, values), text.line());
    }

    private static String fields(int count) {
        return count == 1 ? "1 field" : count + " fields";
    }

    private void addAtField(String code, int field, String message) {
        add(code, new CsvFields(text.record()).start(field), message);
    }

    private void add(String code, int place, String message) {
        findings.add(code, text.line(place), text.column(place), message);
    }
}
