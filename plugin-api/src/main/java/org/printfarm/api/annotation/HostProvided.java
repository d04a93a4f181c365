package org.printfarm.api.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an interface that the host implements and a plugin only calls. It may get further methods in a minor version, so a plugin
 * implements it in its tests at most. An interface without this mark is implemented by plugins, and gets no method that they
 * would have to write without a new major version; see {@link org.printfarm.api.ApiVersion}.
 *
 * @since 1.0
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface HostProvided {}
