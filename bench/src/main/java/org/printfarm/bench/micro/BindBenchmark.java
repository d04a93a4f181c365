package org.printfarm.bench.micro;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.printfarm.bench.load.Requests;
import org.printfarm.bind.frame.FrameReader;
import org.printfarm.bind.frame.FrameResult;
import org.printfarm.bind.message.RequestReader;
import org.printfarm.bind.message.RequestResult;

/** The parsers of the bind plugin, with the request that slicers send. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BindBenchmark {

    private final ByteBuffer frame = ByteBuffer.wrap(Requests.detect());
    private final ByteBuffer unfinished = frame.slice(0, frame.limit() - 1);
    private final ByteBuffer payload = frame.slice(4, frame.limit() - 6);
    private final ByteBuffer notJson = ByteBuffer.wrap("{\"login\":{\"command\":".getBytes(StandardCharsets.UTF_8));

    /**
     * A whole frame.
     *
     * @return complete
     */
    @Benchmark
    public FrameResult frameReaderWholeFrame() {
        return FrameReader.read(frame);
    }

    /**
     * A frame whose last byte has not come.
     *
     * @return incomplete
     */
    @Benchmark
    public FrameResult frameReaderUnfinishedFrame() {
        return FrameReader.read(unfinished);
    }

    /**
     * The text of a frame.
     *
     * @return the request
     */
    @Benchmark
    public RequestResult requestReaderDetect() {
        return RequestReader.read(payload);
    }

    /**
     * A text that is cut off.
     *
     * @return refused
     */
    @Benchmark
    public RequestResult requestReaderRefusal() {
        return RequestReader.read(notJson);
    }
}
