package io.cowhand.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.fleet.Shard;
import io.cowhand.inventory.Columns;
import io.cowhand.inventory.Row;
import io.cowhand.os.FileId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

class ShardsOfListTest {

    private static final int IMAGES = 10_000;

    private static ImageList list(List<ImageReference> images) {
        ImageList list = new ImageList();
        images.forEach(list::add);
        return list;
    }

    private static long crc(byte... bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }

    @Test
    void everyImageIsInOneShardAtItsPosition() {
        List<ImageReference> images = new ArrayList<>();
        for (int i = 0; i < IMAGES; i++) {
            images.add(new ImageReference(
                    Path.of("/srv/vms/host-" + i % 40 + "/disk-" + i + ".qcow2"),
                    new FileIdentity.Resolved(new FileId(7, i), i % 3 == 0)));
        }
        ImageList all = list(images);
        for (int count : new int[] {1, 7, 100}) {
            Set<Long> positions = new HashSet<>();
            for (int index = 1; index <= count; index++) {
                ImageList part = all.part(new Shard(index, count));
                // Four standard deviations of a binomial distribution.
                double mean = (double) IMAGES / count;
                assertThat((double) part.size()).isBetween(mean - 4 * Math.sqrt(mean), mean + 4 * Math.sqrt(mean));
                long last = 0;
                for (ImageReference image : part) {
                    long position = image.position().orElseThrow();
                    assertThat(position).isGreaterThan(last);
                    last = position;
                    assertThat(positions.add(position)).isTrue();
                    ImageReference original = images.get((int) position - 1);
                    assertThat(image.path()).isEqualTo(original.path());
                    assertThat(image.listed()).isEqualTo(original.listed());
                    assertThat(crc(image.display().getBytes(StandardCharsets.UTF_8)) % count)
                            .isEqualTo(index - 1);
                }
            }
            assertThat(positions).hasSize(IMAGES);
        }
    }

    @Test
    void theRawBytesOfANameThatIsNotUtf8Count() {
        Path absolute = Path.of(URI.create("file:///caf%E9/%25.qcow2"));
        Path relative = absolute.subpath(0, 2);
        List<ImageReference> images = List.of(
                new ImageReference(absolute),
                new ImageReference(relative),
                new ImageReference(Path.of("caf\ufffd/%.qcow2")),
                new ImageReference(Path.of("é")));
        List<Long> crcs = List.of(
                crc("/caf\u00e9/%.qcow2".getBytes(StandardCharsets.ISO_8859_1)),
                crc("caf\u00e9/%.qcow2".getBytes(StandardCharsets.ISO_8859_1)),
                crc("caf\ufffd/%.qcow2".getBytes(StandardCharsets.UTF_8)),
                crc("é".getBytes(StandardCharsets.UTF_8)));
        int count = 1_000_003;
        for (int i = 0; i < images.size(); i++) {
            Shard shard = new Shard((int) (crcs.get(i) % count) + 1, count);
            assertThat(list(images).part(shard)).containsExactly(images.get(i));
        }
    }

    @Test
    void imagesKeepTheirRowsAndLinks() {
        Row row = new Row(new Columns(List.of("owner")), List.of("web"));
        Path link = Path.of("link");
        List<ImageReference> images = List.of(
                new ImageReference(Path.of("a"), new FileIdentity.Missing(), row),
                new ImageReference(Path.of(URI.create("file:///%E9")), new FileIdentity.Missing(), row),
                new ImageReference(
                        link,
                        new FileIdentity.UntrustedLink(
                                link, new FileId(1, 2), new FileIdentity.Reason("user 7", LinkPolicy.REFUSE))),
                new ImageReference(Path.of("z"), new FileIdentity.Missing(), row));

        ImageList part = list(images).part(new Shard(1, 1));

        assertThat(part).containsExactlyElementsOf(images);
        assertThat(part.stream().map(image -> image.position().orElseThrow())).containsExactly(1L, 2L, 3L, 4L);
        assertThat(part.stream().map(ImageReference::row))
                .containsExactlyElementsOf(
                        images.stream().map(ImageReference::row).toList());
        assertThat(part.stream().map(ImageReference::listed))
                .containsExactlyElementsOf(
                        images.stream().map(ImageReference::listed).toList());
    }
}
