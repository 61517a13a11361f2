package io.cowhand.expression;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FunctionsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "backing_file.startsWith(vars.old + '/') | true",
                "'abc'.endsWith('c') && 'abc'.contains('b') && !'abc'.contains('d') | true",
                "'abc'.matches('b+') && !'abc'.matches('^b') | true",
                "matches('abc', 'b') | true",
                "size('abc') + size([1]) + size({'a': 1}) | 5",
                "[1, 2].all(i, i > 0) && [1, 2].exists(i, i > 1) && [1, 2].exists_one(i, i > 1) | true",
                "[1, 2, 3].map(i, i * 2) | [2, 4, 6]",
                "[1, 2, 3].map(i, i > 1, i * 2) | [4, 6]",
                "[1, 2, 3].filter(i, i > 1) | [2, 3]",
                "{'a': 1}.exists(k, k == 'a') | true",
                "has({'a': 1}.a) | true",
                "int('7') + int(2.9) | 9",
                "string(7) + string(true) | 7true",
                "timestamp('2020-01-02T00:00:00Z').getFullYear() | 2020",
                "duration('90m') > duration('1h') | true",
                "type(1) == int | true",
                "glob('/a/b.qcow2', '/a/*.{qcow2,raw}') | true",
                "glob('/a/b.img', '/a/*.{qcow2,raw}') | false",
                "basename('/a/b/') | b",
                "basename('/') | /",
                "basename('//') | /",
                "basename('b') | b",
                "basename('') | ",
                "dirname('/a/b/') | /a",
                "dirname('/a') | /",
                "dirname('/') | /",
                "dirname('a//b') | a",
                "dirname('b') | .",
                "dirname('') | .",
                "'hello'.charAt(1) + 'x'.charAt(1) | e",
                "'hello'.indexOf('l') + 10 * 'hello'.indexOf('l', 3) | 32",
                "'hello'.lastIndexOf('l') + 10 * 'hello'.lastIndexOf('l', 2) | 23",
                "'hello'.indexOf('z') | -1",
                "['a', 'b', ''].join() + ['', 'a', 'b', ''].join('-') | ab-a-b-",
                "[].join('-') | ",
                "'aBÇ'.lowerAscii() + 'aBç'.upperAscii() | abÇABç",
                "'aaa'.replace('a', 'bb') + 'aaa'.replace('a', 'c', 2) + 'aaa'.replace('a', 'c', 0) | bbbbbbccaaaa",
                "'ab'.replace('', '-') | -a-b-",
                "'abc'.reverse() | cba",
                "'a,b,,c'.split(',') | [a, b, , c]",
                "'a,b,c'.split(',', 2) + 'a'.split(',', 0) | [a, b,c]",
                "'abc'.split('') | [a, b, c]",
                "'🐄bc'.substring(1) + '🐄bc'.substring(0, 1) | bc🐄",
                "'  a '.trim() | a",
                "lists.range(3) | [0, 1, 2]",
                "[1, 2, 1].distinct() | [1, 2]",
                "[[1], [2, [3]]].flatten() | [1, 2, [3]]",
                "[[1], [2, [3]]].flatten(2) | [1, 2, 3]",
                "[1, 2].reverse() | [2, 1]",
                "[1, 2, 3].slice(1, 3) | [2, 3]",
                "['b', 'a'].sort() + ['c'] | [a, b, c]",
                "[{'n': 2}, {'n': 1}].sortBy(each, each.n) | [{n=1}, {n=2}]",
                "math.greatest(1, 3, 2) * 10 + math.least(4, 2) | 32",
                "math.greatest([1, 3]) + math.least([4, 2]) | 5",
                "int(math.ceil(1.2)) + int(math.floor(1.8)) | 3",
                "int(math.round(2.5)) + int(math.trunc(-1.9)) | 2",
                "math.abs(-3) + math.sign(-3) | 2",
                "int(math.sqrt(16)) + int(math.abs(-1.0)) + int(math.sign(-2.0)) | 4",
                "math.isNaN(0.0 / 0.0) && math.isInf(1.0 / 0.0) && math.isFinite(1.0) | true",
                "math.bitAnd(6, 3) + math.bitOr(4, 1) + math.bitXor(3, 1) | 9",
                "math.bitShiftLeft(1, 4) + math.bitShiftRight(16, 2) + math.bitNot(-1) | 20",
            })
    void doWhatCelSays(String source, String value) {
        assertThat(String.valueOf(Expressions.value(source))).isEqualTo(value == null ? "" : value);
    }

    @Test
    void everyNameIsThatOfAFunction() {
        assertThat(Functions.names())
                .contains("glob", "basename", "dirname", "has", "exists", "sortBy", "math.abs", "size");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1, 'a'].sort() | a list can be sorted by texts, by numbers, or by true and false, of one kind",
                "[1].slice(1, 3) | a list of 1 elements has no part from 1 to 3",
                "'abc'.substring(2, 1) | a part of a text cannot begin at 2 and end at 1",
                "math.greatest([vars.count].filter(i, false)) | math.greatest() takes a list with at least one element",
                "math.bitShiftLeft(1, -1) | bits cannot be shifted by -1",
                "math.abs(-9223372036854775808) | the result is too large; expressions can only use numbers from -2^63 to 2^63-1",
            })
    void whatCannotBeDoneFails(String source, String message) {
        assertThat(Expressions.failure(source).message()).isEqualTo(message);
    }
}
