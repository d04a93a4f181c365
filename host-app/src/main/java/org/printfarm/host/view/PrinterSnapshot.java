package org.printfarm.host.view;

/**
 * What a printer said about itself, as far as an operator asks first. Texts are fit for a terminal.
 *
 * @param state {@code gcode_state}, for instance {@code IDLE}; empty until the printer told
 * @param file {@code gcode_file}
 * @param subtask {@code subtask_name}
 * @param preparePercent {@code gcode_file_prepare_percent}
 * @param percent {@code mc_percent}, 0 to 100
 * @param layer {@code layer_num}
 * @param error {@code print_error}, 0 for none
 * @param refused why the last print request was turned down; empty when it was not
 * @param storage whether storage for uploads is there
 * @param nozzle degrees Celsius
 * @param bed degrees Celsius
 */
public record PrinterSnapshot(
        String state,
        String file,
        String subtask,
        String preparePercent,
        int percent,
        int layer,
        int error,
        String refused,
        boolean storage,
        double nozzle,
        double bed) {

    /** Before a printer told anything. */
    public static final PrinterSnapshot UNKNOWN = new PrinterSnapshot("", "", "", "", 0, 0, 0, "", false, 0, 0);

    private static final int FILE_MISSING = 0x0500_4002;
    private static final int FILE_UNUSABLE = 0x0500_4003;
    private static final double NO_TEMPERATURE = 0;

    /** The same with the reason why the last print request was turned down. */
    public PrinterSnapshot refused(String reason) {
        return new PrinterSnapshot(
                state, file, subtask, preparePercent, percent, layer, error, reason, storage, nozzle, bed);
    }

    /**
     * Whether something changed that is worth a line. Temperatures alone are not: they change every second.
     *
     * @param other another snapshot
     * @return true when all but the temperatures are the same
     */
    public boolean saysTheSameAs(PrinterSnapshot other) {
        return withoutTemperatures().equals(other.withoutTemperatures());
    }

    private PrinterSnapshot withoutTemperatures() {
        return new PrinterSnapshot(
                state,
                file,
                subtask,
                preparePercent,
                percent,
                layer,
                error,
                refused,
                storage,
                NO_TEMPERATURE,
                NO_TEMPERATURE);
    }

    /** One line for people, for instance {@code state=FINISH file=cube.3mf subtask=cube prepare=100%}. */
    public String toLine() {
        StringBuilder line = new StringBuilder("state=").append(state);
        if (!file.isEmpty()) {
            line.append(" file=").append(file);
        }
        if (!subtask.isEmpty()) {
            line.append(" subtask=").append(subtask);
        }
        line.append(" prepare=").append(preparePercent).append('%');
        line.append(" printed=").append(percent).append('%');
        line.append(" layer=").append(layer);
        line.append(" storage=").append(storage ? "yes" : "no");
        if (error != 0) {
            line.append(String.format(java.util.Locale.ROOT, " error=%08X%s", error, meaning()));
        }
        if (!refused.isEmpty()) {
            line.append(" refused=").append(refused);
        }
        return line.append(" nozzle=")
                .append(nozzle)
                .append(" bed=")
                .append(bed)
                .toString();
    }

    /** In words, for the errors that a farm's own printers show. Source: the slicer's table of error texts. */
    private String meaning() {
        return switch (error) {
            case FILE_MISSING -> " (the file did not come, or has another name)";
            case FILE_UNUSABLE -> " (the file cannot be printed: another file, no such plate, or not sliced)";
            default -> "";
        };
    }
}
