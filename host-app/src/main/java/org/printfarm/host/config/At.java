package org.printfarm.host.config;

/** A value that was read, and where it stands. */
record At<T>(T value, Place place) {}
