package io.cowhand.image;

/** Which symbolic links are followed on the way to images. */
public enum LinkPolicy {
    /** Those of root, of the user who runs the program, and of the owner of what they lead to. */
    OWNER,
    /** All of them. */
    FOLLOW,
    /** None. */
    REFUSE
}
