/**
 * Certificates of servers and their authorities: trust files, certification paths, pins, revocation lists.
 */
@NullMarked
package io.callout4j.internal.pki;

import org.jspecify.annotations.NullMarked;
