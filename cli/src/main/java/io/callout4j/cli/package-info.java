/**
 * The {@code callout} command.
 *
 * <p>{@link io.callout4j.cli.CalloutCommand} is the entry: it lays out the commands and turns what goes wrong into exit
 * codes. A command reads its options, asks core, and gives the answer as a {@code JsonAnswer} (for programs) or writes it to
 * a {@code Page} (for people). It sees the world through {@code Surroundings} alone: streams, variables, prompt and clock.
 *
 * <p>Starting soon matters more than elegance here: JSON is written by the streaming generator, since binding by reflection
 * would double the time to start.
 */
@NullMarked
package io.callout4j.cli;

import org.jspecify.annotations.NullMarked;
