package org.printfarm.host.service;

import org.printfarm.host.event.StatusBoard;

/** What all supervised services have in common. */
record Supervision(Supervisor supervisor, StatusBoard board, ThrownLog thrownLog, Limits limits) {}
