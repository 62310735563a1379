package io.callout4j.internal.rules;

import io.callout4j.error.CalloutConfigurationException;

/** How large a request may be. */
public final class SizeLimit {

    private SizeLimit() {}

    /** The exception for a request that is larger than the limit, starting with Salesforce's text. */
    public static CalloutConfigurationException requestTooLarge(int limit) {
        return new CalloutConfigurationException("Exceeded max size limit of " + limit
                + " with request size more than " + limit
                + ". Nothing was sent. Send less data, or set a higher limit: limits.requestBytes in the"
                + " configuration, or"
                + " Callouts.builder().limits(…).");
    }
}
