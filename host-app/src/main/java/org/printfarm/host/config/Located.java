package org.printfarm.host.config;

/** A value that was read, and where it stands. */
record Located<T>(T value, SourcePosition place) {}
