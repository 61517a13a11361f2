package io.cowhand.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CanonicalJsonTest {

    @Test
    void theCanonicalFormIsThatOfRfc8785() {
        Map<String, Object> mapping = new LinkedHashMap<>();
        mapping.put("\u20ac", "a/b\u001f\n\"\\");
        mapping.put("\r", List.of(false, BigInteger.TEN));
        mapping.put("\ud83d\ude00", Map.of());
        mapping.put("\ufb33", "\u2028");
        assertThat(CanonicalJson.of(mapping))
                .isEqualTo("{\"\\r\":[false,10],\"\u20ac\":\"a/b\\u001f\\n\\\"\\\\\",\"\ud83d\ude00\":{},"
                        + "\"\ufb33\":\"\u2028\"}");
        assertThat(CanonicalJson.of("x")).isEqualTo("\"x\"");
    }
}
