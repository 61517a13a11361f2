/**
 * All that is Linux: the status of files, what its errors mean, and the bytes of an image that locks are on.
 *
 * <p>Law: nothing here knows of images, recipes or journals; what is done with a file is for the caller to say.
 */
@NullMarked
package io.cowhand.os;

import org.jspecify.annotations.NullMarked;
