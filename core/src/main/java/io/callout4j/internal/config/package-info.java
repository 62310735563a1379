/**
 * The settings, and the configuration file that sets them without code.
 *
 * <p>A file goes through four steps: its text becomes a tree that knows line and column of each key ({@code Document}), texts such as {@code
 * ${env:NAME}} are filled in ({@code Placeholders}), Jackson binds the tree to the model ({@code Binding} to {@code CalloutsFile}), and the model
 * becomes the same {@code Settings} that the builder collects. Mistakes at any step are reported with file, line, column and key. Jackson's own
 * messages are never passed on: they quote the file, and the file may contain passwords.
 */
@NullMarked
package io.callout4j.internal.config;

import org.jspecify.annotations.NullMarked;
