package io.cowhand.operation;

/**
 * One step of a recipe, with its arguments bound.
 *
 * @param number the position among the steps of the recipe, from 1
 * @param operation the name of the operation
 * @param unsafe whether the step is exempt from the rules that keep an image from harm
 * @param edit the change that it makes
 */
public record Step(int number, String operation, boolean unsafe, HeaderEdit edit) {}
