package org.printfarm.host.app;

import java.util.List;
import org.printfarm.host.access.Needs;
import org.printfarm.host.access.Right;
import org.printfarm.host.view.BackupView;
import org.printfarm.host.view.CaScriptView;
import org.printfarm.host.view.CaView;
import org.printfarm.host.view.ConfigurationView;
import org.printfarm.host.view.DispatchView;
import org.printfarm.host.view.DoctorView;
import org.printfarm.host.view.HistoryView;
import org.printfarm.host.view.HostView;
import org.printfarm.host.view.JobQuery;
import org.printfarm.host.view.JobView;
import org.printfarm.host.view.LinkView;
import org.printfarm.host.view.MachineTestView;
import org.printfarm.host.view.MachineView;
import org.printfarm.host.view.MetricsView;
import org.printfarm.host.view.PluginView;
import org.printfarm.host.view.PrinterView;
import org.printfarm.host.view.QueueView;
import org.printfarm.host.view.ReloadView;
import org.printfarm.host.view.ServiceView;
import org.printfarm.host.view.WallView;
import org.printfarm.host.view.WhyView;

/**
 * What can be asked of a farm: one method for each verb, those of {@link FarmAccounts} among them, which takes texts, numbers and documents and answers with a document
 * of {@link org.printfarm.host.view}. {@link Farms} says who answers. Any thread; a verb may wait for the disk. {@link Needs} is
 * the one table of who may what: {@link CallerFarm} holds a caller to it, and to his part of the farm.
 */
public interface Farm extends FarmAccounts, AutoCloseable {

    /** A page of jobs, the oldest first. */
    @Needs(Right.SEE)
    List<JobView> jobs(JobQuery query) throws FarmException;

    /** Everything about one job. */
    @Needs(Right.SEE)
    JobView.Details job(String id) throws FarmException;

    /** Deletes a job, and its file unless another job has the same content. */
    @Needs(value = Right.OPERATE, changes = true)
    JobView.Deleted deleteJob(String id) throws FarmException;

    /**
     * The picture of a plate of a job.
     *
     * @param id the job
     * @param plate 1 or more; 0 for the first plate that has one
     * @return PNG, at most 8 MiB, as base64 in JSON
     */
    @Needs(Right.SEE)
    byte[] thumbnail(String id, int plate) throws FarmException;

    /** The absolute path of a job's content in the data folder, to be read only. It goes with its last job. */
    @Needs(value = Right.FETCH, changes = true, local = true)
    String content(String id) throws FarmException;

    /**
     * Makes a copy of the record of jobs as it is now.
     *
     * @return its absolute path in the data folder, for whoever asked to remove; empty when there is no record
     */
    @Needs(value = Right.ADMINISTER, changes = true, local = true)
    String copyRecord() throws FarmException;

    /**
     * Puts a backup back: its jobs take the place of all that are there.
     *
     * @param file the absolute path of the zip
     */
    @Needs(value = Right.ADMINISTER, changes = true, local = true)
    BackupView.Restored restore(String file) throws FarmException;

    /** How far each printer is, and nothing that a visitor may not know. */
    @Needs(Right.WALL)
    WallView wall() throws FarmException;

    /** The printers, in the order of the configuration. */
    @Needs(Right.SEE)
    List<PrinterView> printers() throws FarmException;

    /** How each service of each printer is. Only a running farm knows. */
    @Needs(Right.SEE)
    List<ServiceView> services() throws FarmException;

    /** The farm's CA, as slicers are given it. */
    @Needs(Right.SEE)
    CaView certificates() throws FarmException;

    /**
     * A script that makes slicers of another machine trust the farm's CA.
     *
     * @param os windows, macos or linux
     */
    @Needs(Right.SEE)
    CaScriptView caScript(String os) throws FarmException;

    /** Makes a link that signs the owner in on the page, once and for ten minutes. Only a running farm with a page can. */
    @Needs(value = Right.ADMINISTER, changes = true, local = true)
    LinkView signInLink() throws FarmException;

    /** The configuration as its file has it, without secrets. */
    @Needs(Right.ADMINISTER)
    ConfigurationView configuration() throws FarmException;

    /** What is in the drop-in folder. */
    @Needs(Right.ADMINISTER)
    List<PluginView> plugins() throws FarmException;

    /** The machines, in the order of the configuration. */
    @Needs(Right.SEE)
    List<MachineView> machines() throws FarmException;

    /**
     * Does something with a machine. Only a running farm can.
     *
     * @param id the machine's id
     * @param action clear (its plate is clear), pause (it takes no jobs), resume, arm (its pools choose it again); pause-print,
     *     resume-print or stop-print, which are passed on to the machine: what became of them, its next status tells
     * @param because why it is paused; empty otherwise
     * @return the machine after it
     */
    @Needs(value = Right.OPERATE, changes = true)
    MachineView machineAction(String id, String action, String because) throws FarmException;

    /**
     * Tries each step of a print but its start, within about 10 s. Only a running farm can.
     *
     * @param id the machine's id
     * @return what came of each step
     */
    @Needs(value = Right.OPERATE, changes = true)
    MachineTestView testMachine(String id) throws FarmException;

    /**
     * Does something with a job on its way to a machine. Only a running farm can.
     *
     * @param id the job's id
     * @param action send, send-anyway (whatever speaks against it), hold, release, retry or cancel
     * @param machine the machine or pool that it is sent to; empty for the one that its printer sends to
     * @return the job after it
     */
    @Needs(
            value = Right.OPERATE,
            own = {"send", "cancel"},
            changes = true)
    JobView jobAction(String id, String action, String machine) throws FarmException;

    /**
     * Why a job waits: what each machine that it could go to says to it. Only a running farm can.
     *
     * @param id the job's id
     */
    @Needs(Right.SEE)
    WhyView why(String id) throws FarmException;

    /** Which waiting or held jobs would go where now, in all pools; nothing is done. Only a running farm can. */
    @Needs(Right.SEE)
    List<DispatchView> dispatch() throws FarmException;

    /** The hosts of a farm whose record is in PostgreSQL, by their names, whether this one runs or not; none of a farm in SQLite. */
    @Needs(Right.SEE)
    List<HostView> hosts() throws FarmException;

    /**
     * The jobs that wait, whose turn it is first. Only a running farm can.
     *
     * @param goal the id of a pool or machine; empty for all of them
     */
    @Needs(Right.SEE)
    List<QueueView> queue(String goal) throws FarmException;

    /**
     * Does something with a job in a queue. Only a running farm can.
     *
     * @param id the job's id
     * @param action move, priority, copies, plates or reprint
     * @param value where to, how much, which or from what
     * @return the job after it, or the jobs that were added
     */
    @Needs(value = Right.OPERATE, changes = true)
    List<JobView> queueAction(String id, String action, String value) throws FarmException;

    /**
     * What is wrong between slicers and the farm, as far as it runs.
     *
     * @param address an IPv4 address; empty for all clients with trouble
     */
    @Needs(Right.OPERATE)
    DoctorView doctor(String address) throws FarmException;

    /**
     * Who came to a printer, and what they did there last, as far as the farm runs.
     *
     * @param printer the printer's id
     * @return the one that came last at the end, 100 at most
     */
    @Needs(Right.OPERATE)
    List<DoctorView.Client> slicers(String printer) throws FarmException;

    /**
     * Reads the configuration again, checks all of it, and takes over what changed. Only a running farm can.
     *
     * @param checkOnly whether only to tell what would be done
     * @return what was done; with mistakes nothing was
     */
    @Needs(value = Right.ADMINISTER, changes = true)
    ReloadView reload(boolean checkOnly) throws FarmException;

    /** What is counted, for monitoring. Only a running farm can. */
    @Needs(Right.SEE)
    MetricsView metrics() throws FarmException;

    /** A page of the prints that are over, by their id. */
    @Needs(Right.OPERATE)
    List<HistoryView> history(HistoryView.Query query) throws FarmException;

    /** Lets go of it. A running farm goes on. */
    @Override
    void close();
}
