package org.printfarm.host.service;

/** How a call into a plugin ended. */
sealed interface Answer<T> {

    /** It came back in time. The value is whatever the plugin returned; a hostile one returns null. */
    record Returned<T>(T value) implements Answer<T> {}

    /** It threw, an {@link Error} perhaps. */
    record Threw<T>(Throwable thrown) implements Answer<T> {}

    /** It did not come back in time. Should it do so after all, a {@link Late} follows. */
    record GaveUp<T>() implements Answer<T> {}

    /** It came back after it was given up. */
    record Late<T>(Answer<T> answer) implements Answer<T> {}

    /** It was not made: nobody wants it any more, or the plugin has hung too often. */
    record NotCalled<T>() implements Answer<T> {}
}
