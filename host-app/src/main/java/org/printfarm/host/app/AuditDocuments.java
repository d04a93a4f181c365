package org.printfarm.host.app;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.printfarm.host.access.AuditEntry;
import org.printfarm.host.access.AuditStore;
import org.printfarm.host.view.AuditView;

/** Makes documents of who did what. */
final class AuditDocuments {

    private AuditDocuments() {}

    static List<AuditView> page(AuditStore store, AuditView.Query query) throws FarmException, IOException {
        return store
                .page(
                        Optional.ofNullable(query.caller()),
                        AccountVerbs.time(query.since()),
                        Optional.ofNullable(query.before()),
                        query.limit())
                .stream()
                .map(AuditDocuments::view)
                .toList();
    }

    private static AuditView view(AuditEntry entry) {
        return new AuditView(
                entry.id(),
                entry.at().toString(),
                entry.caller(),
                entry.way(),
                entry.verb(),
                entry.target(),
                entry.outcome());
    }
}
