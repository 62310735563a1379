/**
 * Certificates of servers and CAs: trust files, certification paths, pins, and CRLs.
 */
@NullMarked
package io.callout4j.internal.pki;

import org.jspecify.annotations.NullMarked;
