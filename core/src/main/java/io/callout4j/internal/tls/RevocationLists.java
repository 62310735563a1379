package io.callout4j.internal.tls;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.callout4j.error.CalloutException;
import io.callout4j.internal.net.Deadline;
import io.callout4j.internal.pki.CrlFile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.CRLException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.CRLDistPoint;
import org.bouncycastle.asn1.x509.DistributionPoint;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.jspecify.annotations.Nullable;

/**
 * CRLs from files, which are read again when they change, and from the addresses in the certificates, cached until their next update.
 * Thread-safe.
 */
final class RevocationLists {

    private static final int MAX_CACHED = 100;
    private static final int MAX_ADDRESSES = 3;
    private static final Duration MAX_CACHE_TIME = Duration.ofDays(1);
    private static final Duration FAILURE_CACHE_TIME = Duration.ofMinutes(1);

    /** The result of a download; either the list or the failure is null. */
    private record Fetched(@Nullable X509CRL list, @Nullable String failure, long until) {}

    private final List<CrlFile> files;
    private final Download download;
    private final Cache<String, Fetched> fetched = Caffeine.newBuilder()
            .maximumSize(MAX_CACHED)
            .expireAfterWrite(MAX_CACHE_TIME)
            .build();

    RevocationLists(List<Path> files, Download download) {
        this.files = files.stream().map(CrlFile::new).toList();
        this.download = download;
    }

    /**
     * The CRLs that may contain these certificates.
     *
     * @param reasons why a CRL is not available; this method adds to it
     */
    List<X509CRL> of(List<X509Certificate> certificates, Deadline deadline, List<String> reasons) {
        List<X509CRL> found = new ArrayList<>();
        for (CrlFile file : files) {
            found.addAll(file.lists(reasons));
        }
        Set<String> addresses = new LinkedHashSet<>();
        for (X509Certificate certificate : certificates) {
            if (found.stream().noneMatch(list -> isBy(certificate, list) && isCurrent(list))) {
                addresses.addAll(addresses(certificate));
            }
        }
        for (String address : addresses) {
            Fetched result = fetch(address, deadline);
            if (result.list() != null) {
                found.add(result.list());
            } else {
                reasons.add(address + ": " + result.failure());
            }
        }
        return found;
    }

    private static boolean isBy(X509Certificate certificate, X509CRL list) {
        return certificate.getIssuerX500Principal().equals(list.getIssuerX500Principal());
    }

    private static boolean isCurrent(X509CRL list) {
        return list.getNextUpdate() == null || list.getNextUpdate().toInstant().isAfter(Instant.now());
    }

    private Fetched fetch(String address, Deadline deadline) {
        Fetched known = fetched.getIfPresent(address);
        if (known != null && System.nanoTime() - known.until() < 0) {
            return known;
        }
        Fetched fresh;
        try {
            X509CRL list = CrlFile.one(download.from(address, CrlFile.MAX_BYTES, deadline));
            fresh = new Fetched(list, null, System.nanoTime() + cacheTime(list).toNanos());
        } catch (IOException | CRLException | CalloutException e) {
            fresh = new Fetched(null, e.getMessage(), System.nanoTime() + FAILURE_CACHE_TIME.toNanos());
        }
        fetched.put(address, fresh);
        return fresh;
    }

    private static Duration cacheTime(X509CRL list) {
        if (list.getNextUpdate() == null) {
            return FAILURE_CACHE_TIME;
        }
        Duration left = Duration.between(Instant.now(), list.getNextUpdate().toInstant());
        return left.compareTo(FAILURE_CACHE_TIME) < 0
                ? FAILURE_CACHE_TIME
                : left.compareTo(MAX_CACHE_TIME) > 0 ? MAX_CACHE_TIME : left;
    }

    /** The {@code http:} URLs of the CRL distribution points (RFC 5280 section 4.2.1.13). */
    private static List<String> addresses(X509Certificate certificate) {
        byte[] extension = certificate.getExtensionValue(Extension.cRLDistributionPoints.getId());
        if (extension == null) {
            return List.of();
        }
        try {
            CRLDistPoint points = CRLDistPoint.getInstance(
                    ASN1OctetString.getInstance(extension).getOctets());
            return Arrays.stream(points.getDistributionPoints())
                    .map(DistributionPoint::getDistributionPoint)
                    .filter(point -> point != null && point.getType() == DistributionPointName.FULL_NAME)
                    .flatMap(point -> Arrays.stream(
                            GeneralNames.getInstance(point.getName()).getNames()))
                    .filter(name -> name.getTagNo() == GeneralName.uniformResourceIdentifier)
                    .map(name -> name.getName().toString())
                    .filter(url -> url.toLowerCase(java.util.Locale.ROOT).startsWith("http://"))
                    .limit(MAX_ADDRESSES)
                    .toList();
        } catch (IllegalArgumentException | ClassCastException e) {
            return List.of();
        }
    }
}
