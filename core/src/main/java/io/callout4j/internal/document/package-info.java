/**
 * A JSON or YAML file as a tree that knows line and column of each key. Mistakes in the syntax are reported in the library's own words: the
 * parser's messages quote the file, and the file may contain passwords.
 */
@NullMarked
package io.callout4j.internal.document;

import org.jspecify.annotations.NullMarked;
