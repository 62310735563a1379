/**
 * {@code callout help}: the help of a command, and what a finding means. The texts of the findings come from a resource of
 * core, which the documentation is generated from as well.
 */
@NullMarked
package io.callout4j.cli.help;

import org.jspecify.annotations.NullMarked;
