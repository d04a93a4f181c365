package org.printfarm.web;

import org.pf4j.Plugin;

/** The plugin as PF4J sees it. All work is in the factory, which PF4J finds through its extension index. */
public final class WebPlugin extends Plugin {}
