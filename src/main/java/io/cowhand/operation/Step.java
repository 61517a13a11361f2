package io.cowhand.operation;

/**
 * One step of a recipe, its arguments bound.
 *
 * @param number from 1, the place among the recipe's steps
 * @param operation the operation's name
 * @param unsafe whether the step is exempt from the rules that keep an image from harm
 * @param edit what it does
 */
public record Step(int number, String operation, boolean unsafe, HeaderEdit edit) {}
