/**
 * The settings, and the configuration file that sets them without code.
 *
 * <p>A file goes through four steps: its text becomes a tree that knows line and column of each key ({@link
 * io.callout4j.internal.document.Document}), texts such as {@code
 * ${env:NAME}} are filled in ({@code Placeholders}), the tree is bound to the model ({@code Binding} to {@code CalloutsFile}), and the model
 * becomes the same {@code Settings} that the builder collects. Mistakes at any step are reported with file, line, column and key.
 */
@NullMarked
package io.callout4j.internal.config;

import org.jspecify.annotations.NullMarked;
