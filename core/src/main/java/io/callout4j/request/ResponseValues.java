package io.callout4j.request;

import io.callout4j.error.CalloutConfigurationException;
import java.util.Locale;

/**
 * What happens if a response contains a value that the response type cannot hold: {@code 99999999999} for an {@code int}, an unknown
 * constant of an enumeration, two elements where there is one field.
 *
 * <p>JAXB alone replaces such values without notice, by {@code 1215752191}, null, and the second element. Elements and attributes that the
 * response type does not have are ignored in both cases, because services add them over time.
 */
public enum ResponseValues {
    /** The callout fails with a {@link io.callout4j.error.CalloutResponseException} that names the element, the value and the type. */
    STRICT,
    /** JAXB's own rules apply. Use it for a service that is known to send such values, if none of them matters. */
    LENIENT;

    /**
     * Parses a value.
     *
     * @param word {@code strict} or {@code lenient}
     * @return the values
     * @throws CalloutConfigurationException if it is another word
     */
    public static ResponseValues of(String word) {
        for (ResponseValues values : values()) {
            if (values.toString().equals(word)) {
                return values;
            }
        }
        throw new CalloutConfigurationException(
                "The value of responseValues is \"" + word + "\"; it must be strict or lenient.");
    }

    /** The value: {@code strict} or {@code lenient}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
