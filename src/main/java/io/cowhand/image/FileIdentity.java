package io.cowhand.image;

import io.cowhand.os.FileId;
import io.cowhand.problem.Problem;
import java.nio.file.Path;

/**
 * The file that a path led to when the images were listed.
 *
 * <p>The identity accompanies the path until the image is read, since the owner of a directory on the path can
 * replace any entry by a link to another user's image at any time.
 */
public sealed interface FileIdentity {

    /**
     * A file of any kind.
     *
     * @param id the file's identity
     * @param isLink whether the last component of the path is a link
     */
    record Resolved(FileId id, boolean isLink) implements FileIdentity {}

    /** The path was not looked up: the file is whatever it leads to when the image is read. */
    record Unlisted() implements FileIdentity {}

    /** There was no file, or the system did not say. */
    record Missing() implements FileIdentity {}

    /**
     * The path leads through a link that is not followed.
     *
     * @param link the link, by a path without links
     * @param id the link's identity
     * @param reason why it is not followed
     */
    record UntrustedLink(Path link, FileId id, Reason reason) implements FileIdentity {

        /** Returns the problem, with the remedy in a recipe. */
        public Problem problem() {
            return problem("'links: follow' in the recipe follows all links");
        }

        /** Returns the problem, with a remedy. */
        public Problem problem(String remedy) {
            return Problem.error(ProblemCode.LINK_NOT_TRUSTED, reason.message(link.toString()) + "; " + remedy);
        }
    }

    /**
     * Why a link is not followed.
     *
     * @param owner the link's owner, by name and number
     * @param policy the recipe's policy
     */
    record Reason(String owner, LinkPolicy policy) {

        private String message(String link) {
            String those = policy == LinkPolicy.REFUSE
                    ? ", and the recipe says 'links: refuse'"
                    : ", who is neither root, nor the user who runs Cowhand, nor the owner of the link's target";
            return "the link " + link + " is not followed: it belongs to " + owner + those;
        }
    }
}
