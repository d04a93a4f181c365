package org.printfarm.host.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import javax.net.ssl.SSLContext;
import org.printfarm.api.Scheduler;
import org.printfarm.host.cluster.ClusterKey;
import org.printfarm.host.cluster.ReplicaClient;
import org.printfarm.host.cluster.ReplicaServer;
import org.printfarm.host.config.ClusterRules.Replicas;
import org.printfarm.host.config.FarmConfig;
import org.printfarm.host.job.store.HostPlaces;
import org.printfarm.host.job.store.JobRepository;
import org.printfarm.host.tls.HostTls;

/** This host's stored files for the others, and theirs for this one, where each has its own. */
final class HostFiles {

    private static final String PURPOSE = "stored files from host to host";

    private HostFiles() {}

    /**
     * Begins, in a farm that wants it.
     *
     * @return ends it
     * @throws IOException when this host cannot listen, the key cannot be read or the database not be used
     */
    static AutoCloseable open(FarmConfig config, JobRepository record, Scheduler timer) throws IOException {
        if (config.cluster().replicas().isEmpty()) {
            return () -> {};
        }
        Replicas rules = config.cluster().replicas().get();
        SSLContext tls = HostTls.of(
                ClusterKey.read(config.data().resolve(ClusterKey.FILE_NAME)).secretFor(PURPOSE));
        HostPlaces places = record.replicas().places();
        String self = HostIdentity.of(config.data(), config.cluster().lease()).id();
        InetSocketAddress at = listening(rules.listen(), places);
        ReplicaServer server = ReplicaServer.open(tls, at, record.replicas(), timer);
        try {
            places.answersAt(self, at.getAddress().getHostAddress() + ":" + at.getPort());
            record.replicas().reach(new ReplicaClient(tls, record.replicas(), timer, self, rules.count()));
            return server;
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private static InetSocketAddress listening(InetSocketAddress listen, HostPlaces places) throws IOException {
        if (!listen.getAddress().isAnyLocalAddress()) {
            return listen;
        }
        InetAddress own = InetAddress.getByName(places.ownAddress());
        if (own.isLoopbackAddress()) {
            throw new IOException("farm.cluster.listen: this host reaches the database at its own address "
                    + own.getHostAddress() + ", which tells nothing of where others reach it: name that, like 10.0.0.5:"
                    + listen.getPort());
        }
        return new InetSocketAddress(own, listen.getPort());
    }
}
