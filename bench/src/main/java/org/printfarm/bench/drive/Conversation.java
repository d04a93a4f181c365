package org.printfarm.bench.drive;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.printfarm.bench.machine.Children;

/** A load process that answers each question with a line. */
public final class Conversation implements AutoCloseable {

    private final Process process;
    private final BufferedReader out;
    private final JsonNode first;

    Conversation(Process process) throws IOException {
        this.process = process;
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.first = next();
    }

    /**
     * What it said when it was ready.
     *
     * @return JSON
     */
    public JsonNode first() {
        return first;
    }

    /**
     * Asks how things are.
     *
     * @return JSON
     * @throws IOException when it has ended
     */
    public JsonNode ask() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
        return next();
    }

    private JsonNode next() throws IOException {
        String line = out.readLine();
        if (line == null) {
            Children.end(process);
            throw new IOException("a load process ended before it was ready");
        }
        return Json.parse(line);
    }

    @Override
    public void close() {
        Children.end(process);
    }
}
