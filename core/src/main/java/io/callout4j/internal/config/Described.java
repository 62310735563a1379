package io.callout4j.internal.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A key of the configuration file. An annotation of our own: applications often have versions of Jackson's annotations that do not match
 * its other jars.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.RECORD_COMPONENT})
@interface Described {

    /** What it means, for the JSON Schema. */
    String value();

    /** Its name in the file; by default, that of the component. */
    String name() default "";

    /** Whether the object is invalid without it. */
    boolean required() default false;
}
