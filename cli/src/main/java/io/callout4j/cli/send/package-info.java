/** {@code callout send}: sends one SOAP request and reports how it ended. */
@NullMarked
package io.callout4j.cli.send;

import org.jspecify.annotations.NullMarked;
