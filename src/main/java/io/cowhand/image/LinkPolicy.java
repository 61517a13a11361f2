package io.cowhand.image;

/** Which symbolic links on the paths of images are followed. */
public enum LinkPolicy {
    /** Links that belong to root, to the effective user, or to the owner of their target. */
    OWNER,
    /** All links. */
    FOLLOW,
    /** No links. */
    REFUSE
}
