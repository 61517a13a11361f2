package io.cowhand.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.inventory.Columns;
import io.cowhand.inventory.Row;
import io.cowhand.os.FileId;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageListTest {

    @Test
    void givesBackEveryPathInItsOrder() {
        List<ImageReference> images = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            images.add(new ImageReference(Path.of("/srv/vms/" + i % 7, "disk-" + i * 31 % 1000 + ".qcow2")));
        }
        for (String name : List.of("", "a", "a/b", "a", "/", "ä/ö", "😀", "\ufffd", "x".repeat(70_000), "y")) {
            images.add(new ImageReference(Path.of(name)));
        }
        images.add(new ImageReference(Path.of(URI.create("file:///z%FF.qcow2"))));
        images.add(new ImageReference(Path.of("/z.qcow2")));

        ImageList list = new ImageList();
        images.forEach(list::add);

        assertThat(list).containsExactlyElementsOf(images).containsExactlyElementsOf(images);
        assertThat(list.size()).isEqualTo(images.size());
        assertThat(list.filter(image -> image.display().contains("/3/")))
                .hasSizeBetween(2_800, 2_900)
                .allMatch(image -> image.display().startsWith("/srv/vms/3/"));
    }

    @Test
    void givesBackWhatEveryPathLedTo() {
        FileIdentity.Reason reason = new FileIdentity.Reason("nobody (65534)", LinkPolicy.OWNER);
        FileIdentity.Reason other = new FileIdentity.Reason("user 7", LinkPolicy.REFUSE);
        Path odd = Path.of(URI.create("file:///z%FF.qcow2"));
        List<ImageReference> images = List.of(
                new ImageReference(Path.of("a"), new FileIdentity.Resolved(new FileId(64769, 1_000_000), false)),
                new ImageReference(Path.of("b"), new FileIdentity.Resolved(new FileId(64769, 999_999), false)),
                new ImageReference(Path.of("c"), new FileIdentity.Resolved(new FileId(64769, 1_000_007), true)),
                new ImageReference(Path.of("d"), new FileIdentity.Missing()),
                new ImageReference(
                        Path.of("d"), new FileIdentity.UntrustedLink(Path.of("d"), new FileId(64769, 3), reason)),
                new ImageReference(odd, new FileIdentity.Resolved(new FileId(64769, 5), false)),
                new ImageReference(
                        Path.of("e"),
                        new FileIdentity.UntrustedLink(Path.of("e"), new FileId(-1, Long.MIN_VALUE), other)),
                new ImageReference(
                        Path.of("e/f"), new FileIdentity.UntrustedLink(Path.of("e"), new FileId(64769, 4), reason)),
                new ImageReference(Path.of("g")),
                new ImageReference(
                        Path.of("h"), new FileIdentity.UntrustedLink(Path.of("h"), new FileId(-1, 8), reason)),
                new ImageReference(Path.of("i"), new FileIdentity.Resolved(new FileId(0, Long.MAX_VALUE), true)),
                new ImageReference(Path.of("j"), new FileIdentity.Resolved(new FileId(64769, -1), false)));
        ImageList list = new ImageList();
        images.forEach(list::add);

        for (ImageList each : List.of(list, list.filter(image -> true))) {
            assertThat(each).containsExactlyElementsOf(images);
            assertThat(each)
                    .extracting(ImageReference::listed)
                    .containsExactlyElementsOf(
                            images.stream().map(ImageReference::listed).toList());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void givesBackEveryRow(long seed) {
        Random random = new Random(seed);
        List<Columns> columns = List.of(
                new Columns(List.of("owner", "é", "site")), new Columns(List.of("x")), new Columns(List.of("y")));
        List<ImageReference> images = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            FileIdentity listed = random.nextInt(3) == 0
                    ? new FileIdentity.Missing()
                    : new FileIdentity.Resolved(new FileId(1, random.nextInt()), random.nextBoolean());
            Path path = random.nextInt(100) == 0 ? Path.of(URI.create("file:///z%FF" + i)) : Path.of("vm-" + i);
            images.add(new ImageReference(path, listed, row(random, columns)));
        }
        ImageList list = new ImageList();
        images.forEach(list::add);
        for (ImageList each : List.of(list, list.filter(image -> true))) {
            assertThat(each).containsExactlyElementsOf(images);
            assertThat(each)
                    .extracting(ImageReference::row)
                    .containsExactlyElementsOf(
                            images.stream().map(ImageReference::row).toList());
            assertThat(each)
                    .extracting(ImageReference::listed)
                    .containsExactlyElementsOf(
                            images.stream().map(ImageReference::listed).toList());
        }
    }

    /** A row like those of other images, as far as chance has it; or none. */
    private static Row row(Random random, List<Columns> columns) {
        if (random.nextInt(4) == 0) {
            return Row.EMPTY;
        }
        Columns some = columns.get(Math.max(0, random.nextInt(12) - 9));
        List<String> texts = List.of("", "a", "abc", "abd", "é", "😀", "ê", "\0", "x".repeat(200));
        return new Row(
                some,
                Stream.generate(() -> texts.get(random.nextInt(texts.size())))
                        .limit(some.size())
                        .toList());
    }

    @Test
    void hasNothingWhereNothingWasAdded() {
        ImageList list = new ImageList();
        assertThat(list).isEmpty();
        assertThat(list.isEmpty()).isTrue();
        Assertions.assertThatThrownBy(() -> list.iterator().next()).isInstanceOf(NoSuchElementException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"file:///a%FFb", "file:///plain-_.!~*'():@&=+$,;/x", "file:///%C3%A4%20%25%5B%22%7F%EF%BF%BD"})
    void anImageHasTheUriByWhichItIsFound(String uri) {
        ImageReference image = ImageReference.of(uri);
        assertThat(image.fileUri())
                .isEqualTo(uri)
                .isEqualTo(image.path().toUri().toString());
    }
}
