package org.printfarm.host.dispatch;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.printfarm.host.config.PoolEntry;
import org.printfarm.host.dispatch.match.Requirements;
import org.printfarm.host.dispatch.match.Requirements.Channel;
import org.printfarm.host.dispatch.match.Requirements.Filament;
import org.printfarm.host.job.PlateCheck;
import org.printfarm.host.job.store.Job;
import org.printfarm.host.job.store.Job.State;
import org.printfarm.host.job.store.JobRepository;
import org.printfarm.host.job.store.QueueStore;
import org.printfarm.host.job.store.QueueStore.Again;
import org.printfarm.host.job.store.QueueStore.Entry;
import org.printfarm.host.job.store.StoreException;
import org.printfarm.host.job.threemf.SlicedContents.Plate;

/** What people do with queues. Each answers with the jobs that it is about. Any thread. */
public final class QueueChanges {

    /** The most prints that are asked for at once. */
    static final int MAX_COPIES = 100;

    private static final Set<State> WAITING = EnumSet.of(State.QUEUED, State.HELD);
    private static final Pattern NUMBERS = Pattern.compile("[0-9]{1,4}(,[0-9]{1,4})*");

    private final JobRepository repository;
    private final Fleet fleet;
    private final DispatchThreads threads;

    QueueChanges(JobRepository repository, Fleet fleet, DispatchThreads threads) {
        this.repository = repository;
        this.fleet = fleet;
        this.threads = threads;
    }

    /** Gives a waiting job another priority, −100 to 100; the higher the sooner. */
    public List<Job> priority(String id, String value) throws DispatchException {
        int priority = number(value, "a priority", -QueueStore.MAX_PRIORITY, QueueStore.MAX_PRIORITY);
        return threads.ask(() -> {
            Entry entry = waiting(id);
            boolean unused = repository.queues().prioritise(id, priority);
            return changed(entry);
        });
    }

    /** Moves a waiting job to a place in its queue, counted from 1; it takes over the priority there. */
    public List<Job> move(String id, String value) throws DispatchException {
        int position = number(value, "a place", 1, QueueStore.MAX_ENTRIES);
        return threads.ask(() -> {
            Entry entry = waiting(id);
            String goal = entry.goal().orElseThrow();
            PoolDesk desk = fleet.pools().desks().get(goal);
            if (desk != null && desk.entry().order() == PoolEntry.Order.SHORTEST) {
                throw new DispatchException("the pool " + goal
                        + " prints the shortest first; give the job a priority: ./farm queue priority " + id + " 1");
            }
            List<Entry> others = new ArrayList<>(repository.queues().waiting(goal, WAITING));
            others.removeIf(one -> one.job().equals(id));
            if (!others.isEmpty()) {
                boolean before = position <= others.size();
                Entry next = others.get(Math.min(position, others.size()) - 1);
                repository.queues().move(id, next.job(), before);
            }
            return changed(entry);
        });
    }

    /** Prints a job so many times in all: each is a job of its own, and one that fails is still owed. */
    public List<Job> copies(String id, String value) throws DispatchException {
        int copies = number(value, "a number of copies", 2, MAX_COPIES);
        return threads.ask(() -> {
            Entry entry = entry(id);
            if (entry.state() != State.QUEUED && !State.ON_MACHINE.contains(entry.state())) {
                throw new DispatchException("job " + id + " is " + entry.state().word()
                        + ": release it first, or print it again with ./farm queue reprint " + id);
            }
            List<Again> all = new ArrayList<>();
            for (int copy = 2; copy <= copies; copy++) {
                all.add(new Again(
                        Optional.empty(), Optional.empty(), true, "copy " + copy + " of " + copies + " of job " + id));
            }
            return added(id, all);
        });
    }

    /**
     * Prints further plates of a job's file, each as a job of its own.
     *
     * @param value their numbers with commas between, or {@code all}
     */
    public List<Job> plates(String id, String value) throws DispatchException {
        if (!value.equals("all") && !NUMBERS.matcher(value).matches()) {
            throw new DispatchException("expected numbers of plates as 1,3, or all");
        }
        return threads.ask(() -> {
            Job job = job(id);
            List<Integer> there = job.content().contents().plates().stream()
                    .map(Plate::number)
                    .toList();
            int own = job.plate().orElseGet(() -> PlateCheck.first(job.content().contents()));
            List<Integer> wanted = new ArrayList<>(value.equals("all") ? there : numbers(value));
            wanted.removeIf(plate -> plate == own);
            if (!there.containsAll(wanted) || wanted.isEmpty()) {
                throw new DispatchException("job " + id + " is for plate " + own + "; its file has " + there);
            }
            List<Again> all = new ArrayList<>();
            for (int plate : wanted) {
                all.add(new Again(
                        Optional.of(plate), Optional.empty(), false, "plate " + plate + " of the file of job " + id));
            }
            return added(id, all);
        });
    }

    private static List<Integer> numbers(String value) {
        List<Integer> numbers = new ArrayList<>();
        for (String one : value.split(",", -1)) {
            numbers.add(Integer.valueOf(one));
        }
        return numbers;
    }

    /**
     * Prints a kept job once more.
     *
     * @param value filaments in place of the file's, see {@link Wishes#read}; empty for the same as before
     */
    public List<Job> reprint(String id, String value) throws DispatchException {
        Map<Integer, Filament> wishes = value.isBlank() ? Map.of() : Wishes.read(value);
        return threads.ask(() -> {
            Entry entry = entry(id);
            if (!wishes.isEmpty() && entry.pool().isEmpty()) {
                throw new DispatchException("job " + id
                        + " goes to one machine, from the trays that its slicer said; only a pool takes wishes");
            }
            Optional<String> json = wishes.isEmpty() ? Optional.empty() : Wishes.json(whole(entry, wishes));
            return added(id, List.of(new Again(Optional.empty(), json, false, "job " + id + " is printed again")));
        });
    }

    /** What is left open is as in the file, and another plastic than it was sliced for is refused. */
    private Map<Integer, Filament> whole(Entry entry, Map<Integer, Filament> wishes)
            throws StoreException, DispatchException {
        Requirements needs = fleet.pools()
                .needs()
                .read(entry)
                .orElseThrow(() -> new DispatchException("the printer " + entry.printer() + " is not there any more"));
        Map<Integer, Filament> whole =
                new HashMap<>(entry.wishes().map(Wishes::of).orElse(Map.of()));
        for (Map.Entry<Integer, Filament> wish : wishes.entrySet()) {
            Channel channel = needs.channels().stream()
                    .filter(one -> one.number() == wish.getKey())
                    .findFirst()
                    .orElseThrow(() -> new DispatchException("its plate does not use filament " + (wish.getKey() + 1)));
            String material = wish.getValue().material().isEmpty()
                    ? channel.filament().material()
                    : wish.getValue().material();
            Filament filament = new Filament(
                    material, wish.getValue().colour(), wish.getValue().preset());
            if (!Requirements.isFor(channel, filament)) {
                throw new DispatchException("filament " + (wish.getKey() + 1) + " was sliced for "
                        + channel.filament().material() + " and cannot be " + material + "; slice it again for that");
            }
            whole.put(wish.getKey(), filament);
        }
        return whole;
    }

    private List<Job> added(String id, List<Again> all) throws StoreException, DispatchException {
        List<Job> added = new ArrayList<>();
        fleet.requireHere(entry(id).home().orElse(""));
        for (Again one : all) {
            added.add(repository
                    .queues()
                    .again(id, one, repository.clock().instant())
                    .orElseThrow(() -> new DispatchException(
                            "job " + id + " goes nowhere; send it first: ./farm jobs send " + id + " MACHINE")));
        }
        for (Job one : added) {
            fleet.lookAt(one.notes().machine().orElse(""));
        }
        return added;
    }

    private List<Job> changed(Entry entry) throws StoreException {
        fleet.lookAt(entry.goal().orElse(""));
        return repository.find(entry.job()).stream().toList();
    }

    private Job job(String id) throws StoreException, DispatchException {
        return repository.find(id).orElseThrow(() -> new DispatchException("there is no job " + id));
    }

    private Entry entry(String id) throws StoreException, DispatchException {
        return repository.queues().entry(id).orElseThrow(() -> new DispatchException("there is no job " + id));
    }

    private Entry waiting(String id) throws StoreException, DispatchException {
        Entry entry = entry(id);
        if (!WAITING.contains(entry.state()) || entry.goal().isEmpty()) {
            throw new DispatchException("job " + id + " is " + entry.state().word() + " and waits in no queue");
        }
        return entry;
    }

    private static int number(String value, String what, int min, int max) throws DispatchException {
        int number = value.matches("-?[0-9]{1,6}") ? Integer.parseInt(value) : Integer.MIN_VALUE;
        if (number < min || number > max) {
            throw new DispatchException("expected " + what + " from " + min + " to " + max);
        }
        return number;
    }
}
