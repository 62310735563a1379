/**
 * Readers for key-store files of every format.
 *
 * <p>Two steps, and none reaches back: the format is detected from the content, and its reader lists what is in the file; then one key, its
 * certificate and the chain above it are selected. A reader checks the outline of whatever it parses first, and adds up the work that a file asks
 * for before it does any: a key store comes from a partner or by mail.
 */
@NullMarked
package io.callout4j.internal.keystore;

import org.jspecify.annotations.NullMarked;
