package io.cowhand.qcow2;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.bytes.Bytes;
import java.lang.reflect.Constructor;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Parts of a header that say themselves when they are equal: nothing that they are made of may be left out. */
class EqualityTest {

    private static final HeaderExtension EXTENSION = HeaderExtension.of(7, Bytes.of(1));

    /** Two values for each argument of a constructor. */
    static Stream<List<Object[]>> parts() {
        return Stream.of(
                List.of(new Object[] {7L, Bytes.of(1), Bytes.of(0)}, new Object[] {8L, Bytes.of(2), Bytes.of(3)}),
                List.of(
                        new Object[] {Bytes.of(1), List.of(), Bytes.of(2), Bytes.of(3), Bytes.of(4), Bytes.of(5)},
                        new Object[] {
                            Bytes.of(9), List.of(EXTENSION), Bytes.of(9), Bytes.of(9), Bytes.of(9), Bytes.of(9)
                        }));
    }

    @ParameterizedTest
    @MethodSource("parts")
    void everyArgumentCounts(List<Object[]> values) throws ReflectiveOperationException {
        Class<?> type = values.get(0).length == 3 ? HeaderExtension.class : HeaderImage.class;
        Object one = make(type, values.get(0));

        assertThat(make(type, values.get(0))).isEqualTo(one).hasSameHashCodeAs(one);
        for (int changed : IntStream.range(0, values.get(0).length).toArray()) {
            Object[] other = values.get(0).clone();
            other[changed] = values.get(1)[changed];
            assertThat(make(type, other)).as("argument " + changed).isNotEqualTo(one);
        }
    }

    private static Object make(Class<?> type, Object[] values) throws ReflectiveOperationException {
        Constructor<?>[] all = type.getConstructors();
        assertThat(all).hasSize(1);
        return all[0].newInstance(values);
    }
}
