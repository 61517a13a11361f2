package io.cowhand.inventory;

import static io.cowhand.inventory.InventoryFormat.CSV;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.QuoteMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTableTest {

    @Test
    void theColumnsBesideThePathAreTheRow() throws IOException {
        ReadInventory read = ReadInventory.of(CSV, "owner,path,site\nme,a.q,\n,b*.q,x\n");
        assertThat(read.problems()).isEmpty();
        assertThat(read.names()).containsExactly("a.q", "b*.q");
        assertThat(read.images())
                .extracting(ReadInventory.Listed::row)
                .containsExactly(Map.of("owner", "me", "site", ""), Map.of("owner", "", "site", "x"));
        assertThat(read.images()).extracting(ReadInventory.Listed::line).containsExactly(2, 3);
    }

    @Test
    void anyColumnMayNameTheImage() throws IOException {
        ReadInventory read = ReadInventory.of(CSV, Optional.of("disk"), ReadInventory.bytes("path,disk\n/pool,a.q\n"));
        assertThat(read.names()).containsExactly("a.q");
        assertThat(read.images().get(0).row()).isEqualTo(Map.of("path", "/pool"));
    }

    @Test
    void quotesKeepCommasQuotesAndLineEnds() throws IOException {
        ReadInventory read = ReadInventory.of(
                CSV, "\ufeff\"path\",\"no, te\"\r\n\"a,\"\"b\"\"\",\"1\r\n2\n\"\r\n\r\n\n\"c\",é\r\nlast,\"\"");
        assertThat(read.problems()).isEmpty();
        assertThat(read.names()).containsExactly("a,\"b\"", "c", "last");
        assertThat(read.images()).extracting(image -> image.row().get("no, te")).containsExactly("1\r\n2\n", "é", "");
        assertThat(read.images()).extracting(ReadInventory.Listed::line).containsExactly(2, 7, 8);
    }

    @Test
    void aNameThatIsNotUtf8IsGivenAsAUri() throws IOException {
        assertThat(ReadInventory.of(CSV, "path\nfile:///a%FF\n./file:b\n").images().stream()
                        .map(image -> image.name().toUri().toString())
                        .toList())
                .first()
                .isEqualTo("file:///a%FF");
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource(delimiter = '|', textBlock = """
            ''                             | fleet:1:1: the column "path" is missing: there is no header line
            a,b~                           | fleet:1:1: the column "path" is missing: the columns are a, b
            a,path,a~                      | fleet:1:8: the column "a" appears twice
            path,path~                     | fleet:1:6: the column "path" appears twice
            path,,a~b,c,d~                 | fleet:1:6: the column has no name
            path,"a~                       | fleet:1:6: this quote is never closed
            path,a~b,"c~d,e~               | fleet:2:3: this quote is never closed
            path,a~b,"é~ü"x~d,e~           | fleet:3:3: the field ends at its closing quote; a quote inside of quotes is doubled
            path,a~b,"c""\" d,e~           | fleet:2:9: the field ends at its closing quote; a quote inside of quotes is doubled
            path,a~b,éc"d"~                | fleet:2:3: a field that contains quotes is quoted itself, and the quotes in it are doubled
            path,a"~                       | fleet:1:6: a field that contains quotes is quoted itself, and the quotes in it are doubled
            path,a~~b~                     | fleet:3:1: the line has 1 field, and the header line has 2
            path,a~"b~",c,d~               | fleet:3:5: the line has 3 fields, and the header line has 2
            a,path~"b~é",~                 | fleet:3:4: the name of an image is empty
            path,a~"",b~                   | fleet:2:1: the name of an image is empty
            path~a\0b~                     | fleet:2:1: Nul character not allowed: a\0b
            path~file:a~                   | fleet:2:1: URI is not hierarchical; write file:///path with percent-encoded bytes
            """)
    void aMistakeIsLocated(String text, String problem) throws IOException {
        ReadInventory read = ReadInventory.of(CSV, text.replace('~', '\n').replace("\\0", "\0"));
        assertThat(read.problems()).containsExactly(problem.replace("\\0", "\0"));
        assertThat(ReadInventory.of(CSV, text.replace("~", "\r\n").replace("\\0", "\0"))
                        .problems())
                .containsExactly(problem.replace("\\0", "\0"));
    }

    @Test
    void allMistakesAreReported() throws IOException {
        ReadInventory read =
                ReadInventory.ofBytes(CSV, "path,a\nx\n\u00e9\u00ff,b\u00c3\u00a9\u00ff\u00ff\n,1\ny,2,3\n\"z\n");
        assertThat(read.images()).extracting(ReadInventory.Listed::line).containsExactly(3);
        assertThat(read.problems())
                .containsExactly(
                        "fleet:2:1: the line has 1 field, and the header line has 2",
                        "fleet:3:1: this is not UTF-8",
                        "fleet:4:1: the name of an image is empty",
                        "fleet:5:5: the line has 3 fields, and the header line has 2",
                        "fleet:6:1: this quote is never closed");
    }

    @Test
    void theProblemsAreBounded() throws IOException {
        ReadInventory read = ReadInventory.of(CSV, "path,a\n" + "x\n".repeat(2000));
        assertThat(read.problems())
                .hasSize(Limits.PROBLEMS + 1)
                .last()
                .isEqualTo("fleet:1002:1: more than 1000 problems; the rest is not shown");
    }

    @Test
    void aRecordThatIsTooLongEndsTheReading() throws IOException {
        ReadInventory lines = ReadInventory.of(CSV, "path,a\nx,\"" + "y\n".repeat(Limits.RECORD));
        assertThat(lines.problems())
                .containsExactly(
                        "fleet:2:3: the record is longer than 1048576 characters; is this quote meant to be closed before?");
        ReadInventory line = ReadInventory.of(CSV, "path,a\nx," + "y".repeat(Limits.RECORD));
        assertThat(line.problems()).containsExactly("fleet:2:1: the line is longer than 1048576 bytes");
    }

    @Test
    void anErrorOfTheDiskIsNone() {
        InputStream failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the disk is gone");
            }
        };
        InputStream in = new SequenceInputStream(new ByteArrayInputStream(ReadInventory.bytes("path\na\n")), failing);
        assertThatThrownBy(() -> ReadInventory.of(CSV, Optional.empty(), in)).hasMessage("the disk is gone");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void givesBackWhatTheLibraryWrites(long seed) throws IOException {
        Random random = new Random(seed);
        List<List<String>> records = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            records.add(List.of(text(random), "name-" + i, text(random), text(random)));
        }
        StringBuilder csv = new StringBuilder();
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setQuoteMode(seed % 2 == 0 ? QuoteMode.MINIMAL : QuoteMode.ALL)
                .get();
        format.printRecord(csv, "a", "path", "b", "c");
        for (List<String> record : records) {
            format.printRecord(csv, record.toArray());
        }
        ReadInventory read = ReadInventory.of(CSV, csv + "\u0100,last,,");
        assertThat(read.problems()).isEmpty();
        assertThat(read.images()).hasSize(2001);
        for (int i = 0; i < records.size(); i++) {
            List<String> record = records.get(i);
            assertThat(read.names().get(i)).isEqualTo(record.get(1));
            assertThat(read.images().get(i).row())
                    .isEqualTo(Map.of("a", record.get(0), "b", record.get(2), "c", record.get(3)));
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append(
                    List.of("a", "é", "😀", ",", "\"", "\n", "\r\n", " ", "x").get(random.nextInt(9)));
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void noTextMakesTheReaderFail(long seed) throws IOException {
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder csv = new StringBuilder("path,a\n");
            for (int j = random.nextInt(12); j > 0; j--) {
                csv.append(List.of("\"", "\"", ",", "\n", "\r", "\r\n", " ", "\t", "x", "\u2003", "\0")
                        .get(random.nextInt(11)));
            }
            ReadInventory read = ReadInventory.of(CSV, csv.toString());
            assertThat(read.problems()).as("seed %d: %s", seed, csv).allMatch(problem -> problem.startsWith("fleet:"));
        }
    }
}
