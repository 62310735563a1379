/** What every command shares: the environment it sees, exit codes and usage errors, and its output as text, JSON or HTML. */
@NullMarked
package io.callout4j.cli.console;

import org.jspecify.annotations.NullMarked;
