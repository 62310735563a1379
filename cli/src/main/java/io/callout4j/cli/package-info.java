/**
 * The {@code callout} command.
 *
 * <p>{@link io.callout4j.cli.CalloutCommand} is the entry point. It assembles the commands and turns failures into exit
 * codes. A command reads its options, calls core, and prints a report: as JSON for programs ({@code JsonOutput}) or as text
 * for people ({@code Page}). It uses streams, variables, prompt and clock only through {@code CliEnvironment}.
 *
 * <p>There is a package for each group of commands. They share {@code console}, {@code input} and {@code caller}, and do not
 * depend on this package.
 *
 * <p>A short startup time is important. JSON is written with the streaming generator, because data binding by reflection
 * would double it.
 */
@NullMarked
package io.callout4j.cli;

import org.jspecify.annotations.NullMarked;
