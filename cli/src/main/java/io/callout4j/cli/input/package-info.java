/** What a command reads and writes: options that several commands share, passwords, and files. */
@NullMarked
package io.callout4j.cli.input;

import org.jspecify.annotations.NullMarked;
