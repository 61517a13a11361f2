/**
 * Recipes on Apache Spark: the pipeline of the program, with a part of the images in each task.
 *
 * <p>The driver reads and checks the recipe and divides the images; executors plan and write them as {@code
 * io.cowhand.run.PartRun} does; results are a data set. Spark decides where tasks run and which run again.
 *
 * <p>Law: an image is written by the code that writes it on one machine, and the results are those of one machine.
 */
package io.cowhand.spark;
