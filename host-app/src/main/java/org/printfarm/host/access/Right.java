package org.printfarm.host.access;

/** What a verb may take. */
public enum Right {
    /** To see the wall: how far each printer is, and nothing that tells where it is or what it prints. */
    WALL,
    /** To see printers, machines and jobs. */
    SEE,
    /** To bring files and to ask for prints. */
    SUBMIT,
    /** To take the bytes of a job away again. */
    FETCH,
    /** To act on machines and on anybody's jobs, and to see who has trouble with the farm. */
    OPERATE,
    /** Everything that concerns the farm as a whole: its configuration, plugins, backups, users and keys. */
    ADMINISTER
}
