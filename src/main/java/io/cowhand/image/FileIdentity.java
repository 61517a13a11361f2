package io.cowhand.image;

import io.cowhand.problem.Problem;
import java.nio.file.Path;

/**
 * What a name led to when the images were listed.
 *
 * <p>It goes along with the name until the image is read: who owns a folder on its path can exchange anything there for a
 * link to somebody else's image, at any time.
 */
public sealed interface FileIdentity {

    /**
     * A file of any kind.
     *
     * @param device the file's device, as in {@link io.cowhand.os.FileStatus}
     * @param inode the file's number on the device
     * @param isLink whether the last component of the path is a link
     */
    record Resolved(long device, long inode, boolean isLink) implements FileIdentity {}

    /** Nobody has looked: the image was named, and is read whatever its path leads to then. */
    record Unlisted() implements FileIdentity {}

    /** No file, or none that could be looked at. */
    record Missing() implements FileIdentity {}

    /**
     * A link on the way is not followed.
     *
     * @param link the link, on a path without links
     * @param device the link's device
     * @param inode the link's number on the device
     * @param reason why it is not followed
     */
    record UntrustedLink(Path link, long device, long inode, Reason reason) implements FileIdentity {

        /** Returns what is wrong, and what would help. */
        public Problem problem() {
            return Problem.error("link-not-trusted", reason.message(link.toString()));
        }
    }

    /**
     * Why a link is not followed.
     *
     * @param owner the link's owner, by name and number
     * @param policy what the recipe says of links
     */
    record Reason(String owner, LinkPolicy policy) {

        private String message(String link) {
            String those = policy == LinkPolicy.REFUSE
                    ? ", and the recipe says 'links: refuse'"
                    : ", who is neither root, nor the user who runs this, nor the owner of what the link leads to";
            return "the link " + link + " is not followed: it belongs to " + owner + those
                    + "; 'links: follow' in the recipe follows all links";
        }
    }
}
