package org.printfarm.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

/** What can become of a host, of its networks and of the database. */
enum ClusterFault {
    KILLED(true) {
        @Override
        void begin(ClusterFarm farm, HostAtWork host) {
            host.farm().kill();
        }

        @Override
        void end(ClusterFarm farm, HostAtWork host) throws Exception {
            host.start();
        }
    },
    STOPPED(true) {
        @Override
        void begin(ClusterFarm farm, HostAtWork host) throws Exception {
            host.farm().signal("STOP");
        }

        @Override
        void end(ClusterFarm farm, HostAtWork host) throws Exception {
            farm.slicers.awaitSinceBegin(ClusterFarm.LEASE.multipliedBy(LEASES_STOPPED));
            host.farm().signal("CONT");
        }
    },
    CUT_FROM_DATABASE(true) {
        @Override
        void begin(ClusterFarm farm, HostAtWork host) throws Exception {
            farm.network.passDatabase(host.number, false);
        }

        @Override
        void end(ClusterFarm farm, HostAtWork host) throws Exception {
            farm.network.passDatabase(host.number, true);
        }
    },
    CUT_FROM_SLICERS(true) {
        @Override
        void begin(ClusterFarm farm, HostAtWork host) throws Exception {
            farm.network.plugLan(host.number, false);
        }

        @Override
        void end(ClusterFarm farm, HostAtWork host) throws Exception {
            farm.network.plugLan(host.number, true);
        }
    },
    CUT_FROM_BOTH(true) {
        @Override
        void begin(ClusterFarm farm, HostAtWork host) throws Exception {
            CUT_FROM_DATABASE.begin(farm, host);
            CUT_FROM_SLICERS.begin(farm, host);
        }

        @Override
        void end(ClusterFarm farm, HostAtWork host) throws Exception {
            CUT_FROM_DATABASE.end(farm, host);
            CUT_FROM_SLICERS.end(farm, host);
        }
    },
    DATABASE_RESTARTED(false) {
        @Override
        void begin(ClusterFarm farm, HostAtWork host) {
            farm.server.stop();
        }

        @Override
        void end(ClusterFarm farm, HostAtWork host) throws Exception {
            farm.server.start();
        }
    },
    DATABASE_FULL(false) {
        @Override
        void begin(ClusterFarm farm, HostAtWork host) throws Exception {
            assertThat(farm.network
                            .database
                            .ask("dd", "if=/dev/zero", "of=" + filler(farm), "bs=4k")
                            .words())
                    .contains("No space left");
            farm.slicers.awaitRefusal();
        }

        @Override
        void end(ClusterFarm farm, HostAtWork host) throws Exception {
            farm.network.database.fine("rm", filler(farm).toString());
        }

        private Path filler(ClusterFarm farm) {
            return farm.disk.resolve("filler");
        }
    };

    private static final int LEASES_STOPPED = 3;

    /** Whether what the host has is another one's then. */
    final boolean moves;

    ClusterFault(boolean moves) {
        this.moves = moves;
    }

    abstract void begin(ClusterFarm farm, HostAtWork host) throws Exception;

    abstract void end(ClusterFarm farm, HostAtWork host) throws Exception;
}
