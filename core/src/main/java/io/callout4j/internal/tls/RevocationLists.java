package io.callout4j.internal.tls;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.callout4j.error.CalloutException;
import io.callout4j.error.CalloutTimeoutException;
import io.callout4j.error.HandshakeRecord.Failure.Kind;
import io.callout4j.internal.net.Deadline;
import io.callout4j.internal.net.SharedTasks;
import io.callout4j.internal.pki.CrlFile;
import io.callout4j.internal.pki.ServerRefusedException;
import java.io.IOException;
import java.security.cert.CRLException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
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
 * Reading one takes seconds if it is large, and happens in another thread, so that a callout ends at its deadline. Thread-safe.
 */
final class RevocationLists {

    /** For all downloaded CRLs together, by the size of the download; in memory, a CRL is some ten times larger. */
    private static final long MAX_CACHED_BYTES = 2L * CrlFile.MAX_BYTES;

    private static final int MAX_READING = 16;
    private static final int MAX_ADDRESSES = 3;
    private static final int MAX_READS = 3;
    private static final Duration MAX_CACHE_TIME = Duration.ofDays(1);
    private static final Duration FAILURE_CACHE_TIME = Duration.ofMinutes(1);

    /** The result of a download; either the list or the failure is null. */
    private record Fetched(@Nullable X509CRL list, @Nullable String failure, Instant until, int size) {}

    /** What takes seconds for a large CRL and cannot be interrupted. */
    private sealed interface Reading {
        /** Returns the CRL, or null if it is kept elsewhere. */
        @Nullable
        X509CRL read() throws CRLException;
    }

    private record ChangedFile(CrlFile file) implements Reading {
        @Override
        public @Nullable X509CRL read() {
            file.update();
            return null;
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // compared by instance, which is right: each download is read once
    private record Downloaded(String address, byte[] content) implements Reading {
        @Override
        public X509CRL read() throws CRLException {
            return CrlFile.one(content);
        }
    }

    private final List<CrlFile> files;
    private final Download download;
    private final Clock clock;
    private final SharedTasks<Reading, Optional<X509CRL>> reading =
            new SharedTasks<>("callout4j-crl", MAX_READING, RevocationLists::read);
    private final Cache<String, Fetched> fetched = Caffeine.newBuilder()
            .maximumWeight(MAX_CACHED_BYTES)
            .weigher((String address, Fetched result) -> 1_000 + result.size())
            .expireAfterWrite(MAX_CACHE_TIME)
            .executor(Runnable::run)
            .build();

    RevocationLists(List<CrlFile> files, Download download, Clock clock) {
        this.files = files;
        this.download = download;
        this.clock = clock;
    }

    /** A value that changes when one of the files changes. */
    List<Object> version() {
        if (files.isEmpty()) {
            return List.of();
        }
        List<Object> versions = new ArrayList<>(files.size());
        for (CrlFile file : files) {
            Object version = file.version();
            versions.add(version == null ? file : version);
        }
        return versions;
    }

    /**
     * The CRLs that may contain these certificates.
     *
     * @param reasons why a CRL is not available; this method adds to it
     * @throws ServerRefusedException if a changed file cannot be read now
     * @throws io.callout4j.error.CalloutTimeoutException if the deadline passes while a CRL is read
     */
    List<X509CRL> of(List<X509Certificate> certificates, Deadline deadline, List<String> reasons)
            throws ServerRefusedException {
        List<X509CRL> found = new ArrayList<>();
        for (CrlFile file : files) {
            update(file, deadline);
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

    private void update(CrlFile file, Deadline deadline) throws ServerRefusedException {
        // The file may have changed again since another callout began to read it.
        for (int i = 0; i < MAX_READS && file.isOutdated(); i++) {
            deadline.check();
            try {
                reading.result(new ChangedFile(file), deadline);
            } catch (ExecutionException | RejectedExecutionException e) {
                // Older CRLs do not list what has been revoked since.
                throw new ServerRefusedException(
                        Kind.REVOCATION_UNKNOWN, "A changed CRL file cannot be read: " + e.getMessage());
            }
        }
    }

    private static Optional<X509CRL> read(Reading what) {
        try {
            return Optional.ofNullable(what.read());
        } catch (CRLException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static boolean isBy(X509Certificate certificate, X509CRL list) {
        return certificate.getIssuerX500Principal().equals(list.getIssuerX500Principal());
    }

    private boolean isCurrent(X509CRL list) {
        return list.getNextUpdate() == null || list.getNextUpdate().toInstant().isAfter(clock.instant());
    }

    private Fetched fetch(String address, Deadline deadline) {
        Fetched known = fetched.getIfPresent(address);
        if (known != null && clock.instant().isBefore(known.until())) {
            return known;
        }
        Fetched fresh;
        try {
            byte[] content = download.from(address, CrlFile.MAX_BYTES, deadline);
            X509CRL list =
                    reading.result(new Downloaded(address, content), deadline).orElseThrow();
            fresh = new Fetched(list, null, clock.instant().plus(cacheTime(list)), content.length);
        } catch (CalloutTimeoutException e) {
            deadline.check();
            fresh = failed(e.getMessage());
        } catch (ExecutionException e) {
            fresh = failed(e.getCause() == null ? null : e.getCause().getMessage());
        } catch (IOException | CalloutException | RejectedExecutionException e) {
            fresh = failed(e.getMessage());
        }
        fetched.put(address, fresh);
        return fresh;
    }

    private Fetched failed(@Nullable String why) {
        return new Fetched(null, String.valueOf(why), clock.instant().plus(FAILURE_CACHE_TIME), 0);
    }

    private Duration cacheTime(X509CRL list) {
        if (list.getNextUpdate() == null) {
            return FAILURE_CACHE_TIME;
        }
        Duration left = Duration.between(clock.instant(), list.getNextUpdate().toInstant());
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
