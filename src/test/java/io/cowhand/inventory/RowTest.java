package io.cowhand.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowTest {

    private static final Row ROW = new Row(new Columns(List.of("b", "a")), List.of("", "x"));

    @Test
    void aRowIsAMap() {
        assertThat((Map<String, String>) ROW)
                .isEqualTo(Map.of("a", "x", "b", ""))
                .hasSameHashCodeAs(Map.of("a", "x", "b", ""))
                .doesNotContainKey("c");
        assertThat(ROW.get("a")).isEqualTo("x");
        assertThat(ROW.get("c")).isNull();
        assertThat(ROW.containsKey("b")).isTrue();
        assertThat(ROW.keySet()).containsExactly("b", "a");
        assertThat(Row.EMPTY.isEmpty()).isTrue();
    }

    @Test
    void aRowCannotBeChanged() {
        assertThatThrownBy(() -> ROW.put("a", "y")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(ROW::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void equalRowsHaveOneDigestAndOthersAnother() {
        assertThat(new Row(new Columns(List.of("a", "b")), List.of("x", "")).digest())
                .isEqualTo(ROW.digest());
        assertThat(Row.EMPTY.digest()).isZero();
        List<Row> others = List.of(
                new Row(new Columns(List.of("a", "b")), List.of("", "x")),
                new Row(new Columns(List.of("a")), List.of("x")),
                new Row(new Columns(List.of("a", "bx")), List.of("x", "")),
                new Row(new Columns(List.of("a", "b")), List.of("x", "x")),
                new Row(new Columns(List.of("a", "b")), List.of("x\0", "")));
        assertThat(others).extracting(Row::digest).doesNotHaveDuplicates().doesNotContain(ROW.digest(), 0L);
    }
}
