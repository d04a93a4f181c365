package org.printfarm.host.access;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a verb takes. A verb without it is nobody's. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Needs {

    /** The right that the caller's role must have. */
    Right value();

    /**
     * What somebody who may submit can do too with a job that he sent himself. The verb's first argument is the job then, its
     * second one of these words.
     */
    String[] own() default {};

    /** Whether it changes or hands out something, so that the trail tells who did it, and a safe request may not. */
    boolean changes() default false;

    /** Whether it speaks of files of this machine, or hands out a way in: for commands of the owner alone. */
    boolean local() default false;
}
