package io.cowhand.image;

import static io.cowhand.image.Fleet.entry;
import static io.cowhand.testing.Owned.NOBODY;
import static io.cowhand.testing.Owned.ROOT;
import static io.cowhand.testing.Owned.STRANGER;
import static io.cowhand.testing.Owned.file;
import static io.cowhand.testing.Owned.give;
import static io.cowhand.testing.Owned.link;
import static org.assertj.core.api.Assertions.assertThat;

import io.cowhand.os.FileStatus;
import io.cowhand.os.FileTree;
import io.cowhand.os.SystemCalls.TrailingLink;
import io.cowhand.problem.Problem;
import io.cowhand.testing.Requires;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose links are followed to images, and what becomes of the others. */
@Requires(root = true)
class LinksTest {

    @TempDir
    private Path folder;

    private List<ImageReference> images(LinkPolicy policy, String... entries) {
        Resolution resolution = new ImageResolver(folder, policy)
                .resolve(Stream.of(entries).map(Fleet::entry).toList());
        assertThat(resolution.problems()).isEmpty();
        return resolution.images().stream().toList();
    }

    private List<ImageReference> images(String... entries) {
        return images(LinkPolicy.OWNER, entries);
    }

    /** Images in a few words: the name, and the link that is refused, if one is. */
    private List<String> said(List<ImageReference> images) {
        return images.stream()
                .map(image -> below(image.path())
                        + (image.listed() instanceof FileIdentity.UntrustedLink refused
                                ? " by " + below(refused.link())
                                : ""))
                .toList();
    }

    private String below(Path path) {
        return path.toString().substring(folder.toString().length() + 1);
    }

    private static FileIdentity listed(List<ImageReference> images) {
        assertThat(images).hasSize(1);
        return images.get(0).listed();
    }

    private static FileIdentity.Resolved theFile(Path path, boolean isLink) throws IOException {
        FileStatus status = FileStatus.of(path);
        return new FileIdentity.Resolved(status.id(), isLink);
    }

    @ParameterizedTest(name = "links: {0}, a link of {1} to an image of {2} is followed: {3}")
    @CsvSource({
        "OWNER,  0,      0,      true",
        "OWNER,  0,      65534,  true",
        "OWNER,  65534,  65534,  true",
        "OWNER,  65534,  0,      false",
        "OWNER,  65534,  471147, false",
        "OWNER,  471147, 0,      false",
        "FOLLOW, 65534,  0,      true",
        "FOLLOW, 0,      0,      true",
        "REFUSE, 0,      0,      false",
        "REFUSE, 65534,  65534,  false",
    })
    void aLinkIsFollowedByItsOwnerHoweverItIsNamed(LinkPolicy policy, int ofLink, int ofImage, boolean isFollowed)
            throws IOException {
        Path image = file(folder.resolve("pool/image.q"), ofImage);
        Path link = link(folder.resolve("in/link.q"), "../pool/image.q", ofLink);
        for (String entry : List.of("in/*.q", "in/link.q", "**/link.*", link.toString(), "file://" + link)) {
            FileIdentity listed = listed(images(policy, entry));
            if (isFollowed) {
                assertThat(listed).as(entry).isEqualTo(theFile(image, true));
                assertThat(images(policy, entry).get(0).lastLink()).isEqualTo(TrailingLink.FOLLOWED);
            } else {
                assertThat(listed).as(entry).isInstanceOf(FileIdentity.UntrustedLink.class);
            }
        }
    }

    @Test
    void theLinksOfWhoRunsTheProgramAreFollowed() throws IOException {
        file(folder.resolve("image.q"), ROOT);
        Path link = link(folder.resolve("link.q"), "image.q", STRANGER);
        assertThat(new LinkFollower(FileTree.SYSTEM, LinkPolicy.OWNER, OptionalLong.of(STRANGER))
                        .follow(DirectoryHandle.trusted(folder, false), link.getFileName(), FileStatus.ofItself(link)))
                .isInstanceOf(LinkFollower.Target.class);
        assertThat(new LinkFollower(FileTree.SYSTEM, LinkPolicy.OWNER, OptionalLong.of(NOBODY))
                        .follow(DirectoryHandle.trusted(folder, false), link.getFileName(), FileStatus.ofItself(link)))
                .isInstanceOf(LinkFollower.Refusal.class);
    }

    @Test
    void directoriesOfOthersAreKeptOpenUntilALookupIsClosed() throws IOException {
        Path theirs = Files.createDirectory(folder.resolve("theirs"));
        give(theirs, NOBODY);
        List<Path> all = new ArrayList<>();
        for (int i = 0; i < 2 * Limits.KEPT_OPEN; i++) {
            all.add(file(theirs.resolve(i + "/a.q"), NOBODY));
            all.add(file(theirs.resolve(i + "/b.q"), NOBODY));
        }
        try (ImageLookup lookup = new ImageLookup(folder, LinkPolicy.OWNER)) {
            for (Path image : all) {
                assertThat(lookup.find(image).listed()).isEqualTo(theFile(image, false));
            }
            assertThat(openBelow(theirs)).isEqualTo(Limits.KEPT_OPEN);
        }
        assertThat(openBelow(theirs)).isZero();
    }

    /** How many descriptors lead below a directory. */
    private static long openBelow(Path directory) throws IOException {
        long count = 0;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/proc/self/fd"))) {
            for (Path descriptor : all) {
                // Files that somebody else has closed meanwhile are not of this test.
                count += Files.isSymbolicLink(descriptor)
                                && descriptor.toFile().getCanonicalPath().startsWith(directory + "/")
                        ? 1
                        : 0;
            }
        }
        return count;
    }

    @Test
    void theProblemNamesTheLinkItsOwnerAndWhatHelps() throws IOException {
        file(folder.resolve("image.q"), ROOT);
        link(folder.resolve("a.q"), "image.q", NOBODY);
        link(folder.resolve("b.q"), "image.q", STRANGER);
        assertThat(images("[ab].q").stream().map(image -> image.refusal().orElseThrow()))
                .allMatch(problem -> problem.code().equals("link-not-trusted"))
                .extracting(Problem::message)
                .containsExactly(
                        "the link " + folder
                                + "/a.q is not followed: it belongs to nobody (65534), who is neither root,"
                                + " nor the user who runs Cowhand, nor the owner of the link's target;"
                                + " 'links: follow' in the recipe follows all links",
                        "the link " + folder + "/b.q is not followed: it belongs to user 471147, who is neither root,"
                                + " nor the user who runs Cowhand, nor the owner of the link's target;"
                                + " 'links: follow' in the recipe follows all links");
        assertThat(images(LinkPolicy.REFUSE, "a.q")
                        .get(0)
                        .refusal()
                        .orElseThrow()
                        .message())
                .isEqualTo("the link " + folder + "/a.q is not followed: it belongs to nobody (65534), and the recipe"
                        + " says 'links: refuse'; 'links: follow' in the recipe follows all links");
    }

    @Test
    void everyLinkOfAChainCounts() throws IOException {
        file(folder.resolve("root.img"), ROOT);
        file(folder.resolve("nobody.img"), NOBODY);
        link(folder.resolve("bad.link"), "root.img", NOBODY);
        link(folder.resolve("good.link"), folder + "/nobody.img", ROOT);
        link(folder.resolve("1.q"), "bad.link", ROOT);
        link(folder.resolve("2.q"), "./good.link", NOBODY);
        link(folder.resolve("3.q"), "good.link", STRANGER);
        assertThat(said(images("?.q"))).containsExactly("1.q by bad.link", "2.q", "3.q by 3.q");
        assertThat(said(images("1.q", "2.q", "3.q"))).containsExactly("1.q by bad.link", "2.q", "3.q by 3.q");
    }

    @Test
    void aFolderThatALinkLeadsThroughCounts() throws IOException {
        file(folder.resolve("real/deep/a.img"), ROOT);
        link(folder.resolve("via"), "real", NOBODY);
        link(folder.resolve("home"), "real", ROOT);
        link(folder.resolve("1.q"), "via/deep/a.img", ROOT);
        link(folder.resolve("2.q"), "home/deep/../../via/deep/a.img", ROOT);
        link(folder.resolve("3.q"), "home/deep/../deep/a.img", ROOT);
        assertThat(said(images("?.q"))).containsExactly("1.q by via", "2.q by real/deep/../../via", "3.q");
    }

    @Test
    void everyComponentOfAPathEntryCountsFromTheRecipesFolderOn() throws IOException {
        file(folder.resolve("real/a.q"), ROOT);
        file(folder.resolve("real/b.q"), ROOT);
        link(folder.resolve("in/bad"), "../real", NOBODY);
        link(folder.resolve("in/good"), "../real", ROOT);
        assertThat(said(images("in/bad/a.q", "in/bad/b.q", "in/bad/none.q", "in/good/a.q", "in/good/../real/b.q")))
                .containsExactly(
                        "in/bad/a.q by in/bad",
                        "in/bad/b.q by in/bad",
                        "in/bad/none.q by in/bad",
                        "in/good/a.q",
                        "in/good/../real/b.q");
        Path throughLink = folder.resolve("in/bad");
        Resolution relative = new ImageResolver(throughLink).resolve(List.of(entry("a.q"), entry("*.q")));
        assertThat(relative.images())
                .hasSize(2)
                .noneMatch(image -> image.refusal().isPresent());
        Resolution absolute = new ImageResolver(throughLink)
                .resolve(List.of(entry(throughLink + "/a.q"), entry("file://" + throughLink + "/b.q")));
        assertThat(absolute.images())
                .hasSize(2)
                .allMatch(image -> image.refusal().isPresent());
    }

    @Test
    void aLinkInTheMiddleLeadsUpFromWhereItLeadsTo() throws IOException {
        Path image = file(folder.resolve("real/a.q"), ROOT);
        Files.createDirectories(folder.resolve("real/deep"));
        link(folder.resolve("in/link"), "../real/deep", ROOT);
        assertThat(listed(images("in/link/../a.q"))).isEqualTo(theFile(image, false));
        assertThat(listed(images("in/link/../*.q"))).isEqualTo(theFile(image, false));
    }

    @Test
    void aFolderLinkThatAGlobDoesNotFollowIsOneResultInItsPlace() throws IOException {
        file(folder.resolve("a/1.q"), ROOT);
        file(folder.resolve("c/1.q"), ROOT);
        file(folder.resolve("c/2.q"), ROOT);
        file(folder.resolve("d/1.q"), ROOT);
        link(folder.resolve("b"), "c", NOBODY);
        assertThat(said(images("{a,b,d}/*.q"))).containsExactly("a/1.q", "b by b", "d/1.q");
        assertThat(said(images("*/1.q"))).containsExactly("a/1.q", "b by b", "c/1.q", "d/1.q");
        assertThat(said(images("*/1.q", "[b]/*", "b/2.q", "b")))
                .contains("b by b", "b/2.q by b")
                .hasSize(5);
        assertThat(said(images(LinkPolicy.FOLLOW, "b/*.q"))).containsExactly("b/1.q", "b/2.q");
        assertThat(said(images(LinkPolicy.REFUSE, folder + "/b/*.q"))).containsExactly("b by b");
        assertThat(said(images("**/1.q"))).containsExactly("a/1.q", "c/1.q", "d/1.q");
        assertThat(said(images("**/b/*.q"))).containsExactly("b by b");
        Resolution without = new ImageResolver(folder).resolve(List.of(entry("*/1.q", "b/**")));
        assertThat(said(without.images().stream().toList())).containsExactly("a/1.q", "c/1.q", "d/1.q");
    }

    @Test
    void aLinkThatLeadsToNothingThatIsAskedForIsNoResult() throws IOException {
        file(folder.resolve("real/a.q"), ROOT);
        link(folder.resolve("to-folder.q"), "real", NOBODY);
        link(folder.resolve("to-file"), "real/a.q", NOBODY);
        for (LinkPolicy policy : LinkPolicy.values()) {
            assertThat(said(images(policy, "*/a.q")).stream().filter(image -> image.contains("to-file")))
                    .isEmpty();
            assertThat(new ImageResolver(folder, policy)
                            .resolve(List.of(entry("*.q")))
                            .images())
                    .isEmpty();
        }
    }

    @Test
    void linksThatLeadNowhereAreNothing() throws IOException {
        link(folder.resolve("dangling.q"), "nowhere", NOBODY);
        link(folder.resolve("self.q"), "self.q", NOBODY);
        link(folder.resolve("ping.q"), "pong", NOBODY);
        link(folder.resolve("pong"), "ping.q/deeper", ROOT);
        for (LinkPolicy policy : List.of(LinkPolicy.OWNER, LinkPolicy.FOLLOW)) {
            assertThat(images(policy, "*.q"))
                    .hasSize(3)
                    .allMatch(image -> image.listed() instanceof FileIdentity.Missing);
            assertThat(images(policy, "dangling.q", "self.q", "ping.q", "dangling.q/x"))
                    .hasSize(4)
                    .allMatch(image -> image.listed() instanceof FileIdentity.Missing);
        }
        assertThat(images(LinkPolicy.REFUSE, "*.q"))
                .hasSize(3)
                .allMatch(image -> image.refusal().isPresent());
    }

    @Test
    void asManyLinksAreFollowedAsTheSystemFollows() throws IOException {
        file(folder.resolve("0"), ROOT);
        for (int i = 1; i <= Limits.LINKS + 1; i++) {
            link(folder.resolve("" + i), "" + (i - 1), ROOT);
        }
        Path longest = folder.resolve("" + Limits.LINKS);
        assertThat(listed(images("" + Limits.LINKS))).isEqualTo(theFile(longest, true));
        Path tooLong = folder.resolve("" + (Limits.LINKS + 1));
        assertThat(Files.exists(tooLong)).isFalse();
        assertThat(listed(images("" + (Limits.LINKS + 1)))).isEqualTo(new FileIdentity.Missing());
    }

    @Test
    void aRefusedLinkDoesNotHideTheImageThatItLeadsTo() throws IOException {
        file(folder.resolve("image.q"), ROOT);
        link(folder.resolve("bad.q"), "image.q", NOBODY);
        link(folder.resolve("good.q"), "image.q", ROOT);
        link(folder.resolve("other.q"), "bad.q", ROOT);
        assertThat(said(images("*.q", "bad.q", "b*", "image.q")))
                .containsExactly("bad.q by bad.q", "good.q", "other.q by bad.q");
        assertThat(said(images(LinkPolicy.FOLLOW, "*.q"))).containsExactly("bad.q");
    }

    @Test
    void directoriesAreNoLinksWhoseverTheyAre() throws IOException {
        file(folder.resolve("in/a.q"), ROOT);
        give(folder.resolve("in"), NOBODY);
        assertThat(said(images(LinkPolicy.REFUSE, "*/*.q"))).containsExactly("in/a.q");
        assertThat(images("*/*.q").get(0).lastLink()).isEqualTo(TrailingLink.REFUSED);
        assertThat(new ImageReference(folder.resolve("in/a.q")).lastLink()).isEqualTo(TrailingLink.FOLLOWED);
        assertThat(listed(images(LinkPolicy.REFUSE, "in/a.q"))).isEqualTo(theFile(folder.resolve("in/a.q"), false));
    }
}
