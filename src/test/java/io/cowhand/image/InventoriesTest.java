package io.cowhand.image;

import static io.cowhand.image.Fleet.entry;
import static io.cowhand.image.Fleet.files;
import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.inventory.InventoryFormat;
import io.cowhand.inventory.StandardInput;
import io.cowhand.os.FileTree;
import io.cowhand.problem.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InventoriesTest {

    @TempDir
    private Path folder;

    private static ImageEntry list(String file, String... exclude) {
        return new ImageEntry(
                new ImageSource.Listed(file, Optional.empty(), Optional.empty()), List.of(exclude), Fleet.WHERE);
    }

    private void write(String file, String text) throws IOException {
        Files.createDirectories(folder.resolve(file).getParent());
        Files.writeString(folder.resolve(file), text);
    }

    private Resolution resolve(ImageEntry... entries) {
        return Fleet.resolve(folder, entries);
    }

    private static List<String> messages(Resolution resolution) {
        return resolution.problems().stream().map(Problem::toString).toList();
    }

    @Test
    void aListOutsideOfTheRootIsNotRead() throws IOException {
        files(folder, "root/a.q");
        write("secrets.csv", "path,key\n" + folder.resolve("root/a.q") + ",12345\n");
        Files.createSymbolicLink(folder.resolve("root/link.csv"), Path.of("../secrets.csv"));
        Path recipes = folder.resolve("root");
        ImageResolver resolver = new ImageResolver(
                FileTree.SYSTEM, recipes, LinkPolicy.OWNER, StandardInput.none(), RootDirectory.of(recipes));
        for (String name : List.of(
                "../secrets.csv", "link.csv", folder.resolve("secrets.csv").toString())) {
            Resolution found = resolver.resolve(List.of(list(name)));
            assertThat(found.images()).isEmpty();
            assertThat(found.problems()).extracting(Problem::code).containsExactly("outside-root");
        }
    }

    @Test
    void keepsTheOrderOfEntriesAndLines() throws IOException {
        files(folder, "a.q", "b.q", "c.q", "in/d.q", "z.q");
        write("names", "c.q\nb.q\nc.q\n./none.q\n");
        write("in/fleet.csv", "path,owner\nd.q,me\n../a.q,you\n./d.q,me\n" + folder + "/a.q,you\n");
        Resolution found = resolve(entry("b.q"), list("in/fleet.csv"), list("names"), entry("*.q"));
        assertThat(found.problems()).isEmpty();
        assertThat(found.empty()).isEmpty();
        assertThat(found.images())
                .extracting(image -> folder.relativize(image.path()).toString())
                .containsExactly("b.q", "in/d.q", "a.q", "c.q", "none.q", "z.q");
        assertThat(found.images())
                .extracting(image -> (Map<String, String>) image.row())
                .containsExactly(Map.of(), Map.of("owner", "me"), Map.of("owner", "you"), Map.of(), Map.of(), Map.of());
    }

    @Test
    void namesAreNoGlobsButExcludedByGlobs() throws IOException {
        files(folder, "in/a.q", "in/*.q", "in/b.q");
        write("in/names", "*.q\nb.q\n");
        assertThat(Fleet.names(folder, resolve(list("in/names", "in/b*")))).containsExactly("in/*.q");
    }

    @Test
    void anImageHasOneRow() throws IOException {
        files(folder, "a.q", "b.q", "c.q", "d.q");
        Files.createLink(folder.resolve("hard.q"), folder.resolve("a.q"));
        write("names", "\nd.q\n");
        write("1.csv", "path,owner\na.q,me\nnone.q,me\nb.q,me\n");
        write("2.csv", "path,x,owner\nc.q,y,me\n\nhard.q,x,me\n./x/../none.q,,me\nd.q,,me\n");
        write(
                "3.jsonl",
                "{\"path\": \"b.q\", \"owner\": \"me\"}\n{\"path\": \"c.q\", \"owner\": \"me\", \"x\": \"y\"}");
        assertThat(messages(resolve(entry("c.q"), list("names"), list("1.csv"), list("2.csv"))))
                .containsExactly(
                        folder + "/2.csv:2:1: \"" + folder + "/c.q\" is the same image as that of an entry before this"
                                + " list, so its row would be lost; put the list first",
                        folder + "/2.csv:4:1: \"" + folder + "/hard.q\" is the same image as that of " + folder
                                + "/1.csv:2, whose row is different",
                        folder + "/2.csv:5:1: \"" + folder + "/x/../none.q\" is the same image as that of " + folder
                                + "/1.csv:3, whose row is different",
                        folder + "/2.csv:6:1: \"" + folder + "/d.q\" is the same image as that of " + folder
                                + "/names:2, whose row is different");
        write("2.csv", "path,x,owner\nc.q,y,me\n");
        Resolution found = resolve(list("2.csv"), list("1.csv"), list("3.jsonl"), list("names"), entry("*.q"));
        assertThat(messages(found)).isEmpty();
        assertThat(found.images().size()).isEqualTo(5);
    }

    @Test
    void aListThatNamesNothingIsEmpty() throws IOException {
        write("none", "\n");
        write("none.csv", "path\n");
        write("one", "a.q\n");
        write("again", "a.q\n");
        ImageEntry nothing = list("none");
        ImageEntry header = list("none.csv");
        ImageEntry excluded = list("one", "*.q");
        Resolution found = resolve(nothing, header, excluded, list("one"), list("again"));
        assertThat(found.empty()).extracting(EmptyEntry::entry).containsExactly(nothing, header, excluded);
        assertThat(found.empty().get(2).problem("image").message())
                .isEqualTo("the list \"one\" names no image that is not excluded; --allow-empty accepts that");
    }

    @Test
    void aListThatCannotBeReadIsAProblemOfItsEntry() throws IOException {
        Files.createDirectory(folder.resolve("dir"));
        for (String bad : List.of("missing", "dir", "/dev/null", "-")) {
            Resolution found = resolve(list(bad));
            assertThat(found.empty()).isEmpty();
            assertThat(found.problems()).singleElement().satisfies(problem -> {
                assertThat(problem.code()).isEqualTo("list-unreadable");
                assertThat(problem.location()).isEqualTo(Fleet.WHERE);
            });
        }
        assertThat(new ImageResolver(folder).validate(list("a\0"))).hasSize(1);
    }

    @Test
    void theProblemsOfAllListsAreBoundedTogether() throws IOException {
        write("1.csv", "path,a\n" + "x\n".repeat(900));
        assertThat(messages(resolve(list("1.csv"), list("1.csv"), list("1.csv"))))
                .hasSize(1001)
                .last()
                .isEqualTo(folder + "/1.csv:102:1: more than 1000 problems; the rest is not shown");
    }

    @Test
    void standardInputIsSeenFromTheWorkingFolderAndReadOnce() {
        StandardInput input =
                StandardInput.of(new ByteArrayInputStream("disk\nsrc/main/java\n".getBytes(StandardCharsets.UTF_8)));
        ImageSource source = new ImageSource.Listed("-", Optional.of(InventoryFormat.CSV), Optional.of("disk"));
        ImageEntry entry = new ImageEntry(source, List.of(), Fleet.WHERE);
        ImageResolver resolver = new ImageResolver(FileTree.SYSTEM, folder, LinkPolicy.OWNER, input, RootDirectory.ANY);
        Resolution found = resolver.resolve(List.of(entry));
        assertThat(found.images()).extracting(ImageReference::display).containsExactly("src/main/java");
        assertThat(found.images()).allMatch(image -> image.listed() instanceof FileIdentity.Resolved);
        assertThat(messages(resolver.resolve(List.of(entry))))
                .singleElement()
                .asString()
                .endsWith("the list <stdin> cannot be read: it has been read already");
    }

    @Test
    void linksOnTheWayToListedImagesAreChecked() throws IOException {
        files(folder, "real/a.q");
        write("in/names", "link/a.q\n");
        Files.createSymbolicLink(folder.resolve("in/link"), Path.of("../real"));
        Resolution found = new ImageResolver(folder, LinkPolicy.REFUSE).resolve(List.of(list("in/names")));
        assertThat(found.images())
                .singleElement()
                .satisfies(image -> assertThat(image.refusal()).isPresent());
    }
}
