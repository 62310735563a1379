package io.callout4j.internal.rules;

import io.callout4j.error.CalloutConfigurationException;

/** How large a request may be. */
public final class SizeLimit {

    private SizeLimit() {}

    /** The refusal of a request that is larger than the limit, in the words that Salesforce has for it. */
    public static CalloutConfigurationException requestTooLarge(int limit) {
        return new CalloutConfigurationException("Exceeded max size limit of " + limit
                + " with request size more than " + limit
                + ". Nothing was sent. Send less, or set a higher limit: limits.requestBytes in the configuration, or"
                + " Callouts.builder().limits(…).");
    }
}
