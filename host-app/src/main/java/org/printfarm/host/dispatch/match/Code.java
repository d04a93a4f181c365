package org.printfarm.host.dispatch.match;

/** Why a job waits: the catalogue. Documents carry the code, people read the sentence. */
public enum Code {
    /** Nothing speaks against it. */
    READY("takes it now"),

    /** Sliced for another family of printers. */
    MODEL("is not of a model that the file was sliced for"),
    /** What the machine is, nobody knows. */
    MODEL_UNKNOWN("its model is not known"),
    /** Another diameter. */
    NOZZLE("has another nozzle than the file was sliced for"),
    /** Another flow. */
    NOZZLE_FLOW("has a nozzle of another flow than the file was sliced for"),
    /** The machine has not told its nozzles. */
    NOZZLE_UNKNOWN("has not told which nozzle it has"),
    /** Not one of those that the printer's jobs are for. */
    TAG("lacks a tag that the printer asks for"),
    /** The file does not fit. */
    STORAGE("has no room for the file"),
    /** Another machine was named. */
    PINNED("the job was pinned to a tray of another machine"),
    /** Trays were not told. */
    TRAYS_UNKNOWN("has not told what is in its trays"),
    /** Each channel would find a tray, all of them together do not. */
    TOO_FEW_TRAYS("has too few trays that fit for all channels at once"),
    /** More channels than any machine feeds. */
    TOO_MANY_CHANNELS("the plate uses more channels than a machine can feed"),

    /** No tray of the material. */
    MATERIAL("no tray holds the material"),
    /** Only trays of the other nozzle. */
    SIDE("the material is there for the other nozzle alone"),
    /** Only AMS trays or only external spools may be used, and the others have it. */
    SOURCE("the material is there, where this pool takes none from"),
    /** Another surface. */
    FINISH("the material is there, with another surface"),
    /** Another preset. */
    PRESET("the material is there, of another preset"),
    /** The preset was not told. */
    PRESET_UNKNOWN("the material is there, of a preset that the machine does not tell"),
    /** Another colour. */
    COLOUR("the material is there, in another colour"),
    /** The colour was not told. */
    COLOUR_UNKNOWN("the material is there, in a colour that the machine does not tell"),
    /** Not the tray that was named. */
    PIN("the tray that was pinned holds something else"),
    /** A tray fits, and feeds another channel. */
    TRAY_TAKEN("the tray that fits feeds another channel"),

    /** Somebody stopped it. */
    PAUSED("is paused"),
    /** Has one of ours. */
    HAS_JOB("has a job"),
    /** Prints something else. */
    FOREIGN_PRINT("prints something that did not come from here"),
    /** Does not answer. */
    OFFLINE("is offline"),
    /** Was not reached since the start. */
    NOT_REACHED("was not reached yet"),
    /** Says nothing for a while. */
    SILENT("is silent"),
    /** Cannot take files. */
    NO_FILES("takes no files now"),
    /** Its state is not told. */
    STATE_UNKNOWN("does not say what it does"),
    /** Waits a little after an attempt that failed. */
    RESTS("rests after an attempt that failed"),
    /** Goes, or is reached anew. */
    LEAVING("leaves the farm or is reached anew"),
    /** Something may lie on it. */
    PLATE("its plate is not confirmed clear"),
    /** Left the pool's choice until somebody looks. */
    TRIPPED("tripped, and was not armed again"),

    /** As many as may heat up at once. */
    AT_ONCE("as many prints begin in its pool as may at once"),
    /** The pause between two starts. */
    EVERY("the pool's pause between two starts is not over"),
    /** Not in these hours. */
    HOURS("prints of its pool begin at other hours");

    private final String sentence;

    Code(String sentence) {
        this.sentence = sentence;
    }

    /** What people read; begins in lower case, after the name of the machine or channel. */
    public String sentence() {
        return sentence;
    }

    /** Whether something was not told, so that nobody knows. */
    public boolean isUnknown() {
        return switch (this) {
            case MODEL_UNKNOWN,
                    NOZZLE_UNKNOWN,
                    TRAYS_UNKNOWN,
                    PRESET_UNKNOWN,
                    COLOUR_UNKNOWN,
                    NOT_REACHED,
                    SILENT,
                    STATE_UNKNOWN -> true;
            default -> false;
        };
    }
}
