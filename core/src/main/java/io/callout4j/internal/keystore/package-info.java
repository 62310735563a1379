/**
 * Readers for key store files of every format.
 *
 * <p>Opening a file has two steps: the format is detected from the content, and its reader lists what is in the file; then one key, its
 * certificate, and the chain above it are selected. Because a key store comes from a partner or by mail, a reader checks the outline of
 * everything before parsing it, and adds up the work that a file asks for before doing any.
 */
@NullMarked
package io.callout4j.internal.keystore;

import org.jspecify.annotations.NullMarked;
