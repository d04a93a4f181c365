package org.printfarm.host.app;

import java.util.List;
import org.printfarm.host.view.BackupView;
import org.printfarm.host.view.DoctorView;
import org.printfarm.host.view.JobQuery;
import org.printfarm.host.view.JobView;
import org.printfarm.host.view.MachineView;
import org.printfarm.host.view.PluginView;
import org.printfarm.host.view.PrinterView;

/**
 * What can be asked of a farm: one method for each verb, which takes texts, numbers and documents and answers with a document
 * of {@link org.printfarm.host.view}. {@link Farms} says who answers. Any thread; a verb may wait for the disk.
 */
public interface Farm extends AutoCloseable {

    /** A page of jobs, the oldest first. */
    List<JobView> jobs(JobQuery query) throws FarmException;

    /** Everything about one job. */
    JobView.Details job(String id) throws FarmException;

    /** Deletes a job, and its file unless another job has the same content. */
    JobView.Deleted deleteJob(String id) throws FarmException;

    /** The absolute path of a job's content in the data folder, to be read only. It goes with its last job. */
    String content(String id) throws FarmException;

    /**
     * Makes a copy of the record of jobs as it is now.
     *
     * @return its absolute path in the data folder, for whoever asked to remove; empty when there is no record
     */
    String copyRecord() throws FarmException;

    /**
     * Puts a backup back: its jobs take the place of all that are there.
     *
     * @param file the absolute path of the zip
     */
    BackupView.Restored restore(String file) throws FarmException;

    /** The printers, in the order of the configuration. */
    List<PrinterView> printers() throws FarmException;

    /** What is in the drop-in folder. */
    List<PluginView> plugins() throws FarmException;

    /** The machines, in the order of the configuration. */
    List<MachineView> machines() throws FarmException;

    /**
     * Does something with a machine. Only a running farm can.
     *
     * @param id the machine's id
     * @param action clear (its plate is clear), pause (it takes no jobs) or resume
     * @param because why it is paused; empty otherwise
     * @return the machine after it
     */
    MachineView machineAction(String id, String action, String because) throws FarmException;

    /**
     * Does something with a job on its way to a machine. Only a running farm can.
     *
     * @param id the job's id
     * @param action send, hold, release, retry or cancel
     * @param machine where it is sent; empty for the one that its printer sends to
     * @return the job after it
     */
    JobView jobAction(String id, String action, String machine) throws FarmException;

    /**
     * What is wrong between slicers and the farm, as far as it runs.
     *
     * @param address an IPv4 address; empty for all clients with trouble
     */
    DoctorView doctor(String address) throws FarmException;

    /** Lets go of it. A running farm goes on. */
    @Override
    void close();
}
