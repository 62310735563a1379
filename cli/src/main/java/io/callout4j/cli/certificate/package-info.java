/** {@code callout certificate}: inspects certificate files, and keeps certificates in a key store by name. */
@NullMarked
package io.callout4j.cli.certificate;

import org.jspecify.annotations.NullMarked;
