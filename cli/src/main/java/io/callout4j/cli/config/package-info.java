/** {@code callout config}: checks a configuration file and prints the schema. */
@NullMarked
package io.callout4j.cli.config;

import org.jspecify.annotations.NullMarked;
