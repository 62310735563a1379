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
 * Certificate revocation lists: from files, which are read again when they change, and from where the certificates say they are,
 * kept until their next update. Thread-safe.
 */
final class RevocationLists {

    private static final int MOST_KEPT = 100;
    private static final int MOST_PLACES = 3;
    private static final Duration LONGEST_KEPT = Duration.ofDays(1);
    private static final Duration FAILURE_KEPT = Duration.ofMinutes(1);

    /** What came of fetching a list; one of the two is null. */
    private record Fetched(@Nullable X509CRL list, @Nullable String failure, long until) {}

    private final List<CrlFile> files;
    private final Download download;
    private final Cache<String, Fetched> fetched = Caffeine.newBuilder()
            .maximumSize(MOST_KEPT)
            .expireAfterWrite(LONGEST_KEPT)
            .build();

    RevocationLists(List<Path> files, Download download) {
        this.files = files.stream().map(CrlFile::new).toList();
        this.download = download;
    }

    /**
     * The lists that may tell of these certificates.
     *
     * @param reasons takes why a list could not be had
     */
    List<X509CRL> of(List<X509Certificate> certificates, Deadline deadline, List<String> reasons) {
        List<X509CRL> found = new ArrayList<>();
        for (CrlFile file : files) {
            found.addAll(file.lists(reasons));
        }
        Set<String> places = new LinkedHashSet<>();
        for (X509Certificate certificate : certificates) {
            if (found.stream().noneMatch(list -> isBy(certificate, list) && isCurrent(list))) {
                places.addAll(places(certificate));
            }
        }
        for (String place : places) {
            Fetched answer = at(place, deadline);
            if (answer.list() != null) {
                found.add(answer.list());
            } else {
                reasons.add(place + ": " + answer.failure());
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

    private Fetched at(String place, Deadline deadline) {
        Fetched known = fetched.getIfPresent(place);
        if (known != null && System.nanoTime() - known.until() < 0) {
            return known;
        }
        Fetched fresh;
        try {
            X509CRL list = CrlFile.one(download.from(place, CrlFile.LARGEST, deadline));
            fresh = new Fetched(list, null, System.nanoTime() + kept(list).toNanos());
        } catch (IOException | CRLException | CalloutException e) {
            fresh = new Fetched(null, e.getMessage(), System.nanoTime() + FAILURE_KEPT.toNanos());
        }
        fetched.put(place, fresh);
        return fresh;
    }

    private static Duration kept(X509CRL list) {
        if (list.getNextUpdate() == null) {
            return FAILURE_KEPT;
        }
        Duration left = Duration.between(Instant.now(), list.getNextUpdate().toInstant());
        return left.compareTo(FAILURE_KEPT) < 0 ? FAILURE_KEPT : left.compareTo(LONGEST_KEPT) > 0 ? LONGEST_KEPT : left;
    }

    /** The {@code http:} URLs of the CRL distribution points (RFC 5280 section 4.2.1.13). */
    private static List<String> places(X509Certificate certificate) {
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
                    .limit(MOST_PLACES)
                    .toList();
        } catch (IllegalArgumentException | ClassCastException e) {
            return List.of();
        }
    }
}
