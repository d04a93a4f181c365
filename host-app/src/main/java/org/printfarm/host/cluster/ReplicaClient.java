package org.printfarm.host.cluster;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.printfarm.api.Scheduler;
import org.printfarm.host.job.store.ContentReplicas;
import org.printfarm.host.job.store.HostPlaces.Place;
import org.printfarm.host.job.store.OtherHosts;
import org.printfarm.host.job.store.StoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the other hosts that live, one after the other, each file another one first. Any thread. */
public final class ReplicaClient implements OtherHosts {

    private static final Logger LOG = LoggerFactory.getLogger(ReplicaClient.class);
    private static final int HEX = 16;
    private static final int DIGITS = 6;

    private final SSLContext tls;
    private final ContentReplicas contents;
    private final Scheduler timer;
    private final String self;
    private final int count;

    /**
     * For one host.
     *
     * @param tls by which hosts know each other
     * @param contents of this host
     * @param timer ends what takes too long
     * @param self this host's id
     * @param count hosts that are to have a file, with this one; 1 or 2
     */
    public ReplicaClient(SSLContext tls, ContentReplicas contents, Scheduler timer, String self, int count) {
        this.tls = tls;
        this.contents = contents;
        this.timer = timer;
        this.self = self;
        this.count = count;
    }

    @Override
    public void keep(String sha256, Path file) throws IOException {
        if (count == 1) {
            return;
        }
        List<Place> others = others(sha256);
        for (Place place : others) {
            try (HostLink link = dial(place)) {
                long bytes = Files.size(file);
                link.expect(bytes);
                link.ask(new HostLink.Wish(HostLink.KEEP, sha256, bytes));
                link.send(file);
                if (link.isDone()) {
                    return;
                }
            } catch (IOException e) {
                LOG.warn("host={} at={} replica=not-kept reason=\"{}\"", place.name(), place.address(), e.getMessage());
            }
        }
        throw new NoReplicaException(
                others.isEmpty()
                        ? "farm.cluster.replicas wants a copy on another host, and no other one works: start it"
                        : "farm.cluster.replicas wants a copy on another host, and none takes it: the log tells of "
                                + String.join(
                                        ", ", others.stream().map(Place::name).toList()));
    }

    @Override
    public boolean fetch(String sha256) throws IOException {
        for (Place place : others(sha256)) {
            try (HostLink link = dial(place)) {
                link.ask(new HostLink.Wish(HostLink.GIVE, sha256, 0));
                if (link.isDone()) {
                    long bytes = link.size();
                    link.expect(bytes);
                    contents.receive(sha256, bytes, link.in());
                    LOG.info("host={} replica=fetched bytes={} sha256={}", place.name(), bytes, sha256);
                    return true;
                }
            } catch (IOException e) {
                LOG.warn(
                        "host={} at={} replica=not-fetched reason=\"{}\"",
                        place.name(),
                        place.address(),
                        e.getMessage());
            }
        }
        return false;
    }

    @Override
    public Map<Place, String> unreached() throws IOException {
        Map<Place, String> unreached = new LinkedHashMap<>();
        for (Place place : contents.places().others(self)) {
            try {
                dial(place).close();
            } catch (IOException e) {
                unreached.put(place, String.valueOf(e.getMessage()));
            }
        }
        return unreached;
    }

    private List<Place> others(String sha256) throws StoreException {
        List<Place> others = new ArrayList<>(contents.places().others(self));
        if (!others.isEmpty()) {
            int first = Integer.parseInt(sha256.substring(0, DIGITS), HEX) % others.size();
            Collections.rotate(others, -first);
        }
        return others;
    }

    private HostLink dial(Place place) throws IOException {
        int colon = place.address().lastIndexOf(':');
        InetSocketAddress at = new InetSocketAddress(
                place.address().substring(0, colon),
                Integer.parseInt(place.address().substring(colon + 1)));
        return HostLink.dial(tls, at, timer);
    }
}
