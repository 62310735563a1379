/**
 * The configuration file: certificates, trust, sites and credentials without code.
 *
 * <p>A file goes through four steps: its text becomes a tree that knows line and column of each key ({@code Document}), texts such as {@code
 * ${env:NAME}} are filled in ({@code Placeholders}), the tree is bound to the model by Jackson ({@code Binding} to {@code CalloutsFile}),
 * and the model becomes a {@link io.callout4j.config.Configuration} of the same values that a program would give to the builder. What is wrong
 * at any step is told with file, line, column and key. Jackson's own messages are never passed on: they quote the file, and the file
 * may hold passwords.
 */
@NullMarked
package io.callout4j.config;

import org.jspecify.annotations.NullMarked;
