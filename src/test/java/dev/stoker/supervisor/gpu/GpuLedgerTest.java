package dev.stoker.supervisor.gpu;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stoker.engine.Compute.GpuRequest;
import dev.stoker.supervisor.gpu.GpuGrant.Granted;
import dev.stoker.supervisor.gpu.GpuGrant.Refused;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GpuLedgerTest {
    private final GpuLedger four =
            new GpuLedger(() -> IntStream.range(0, 4).mapToObj(i -> new Gpu(i, 81559, 3)).toList());

    @Test
    void freeGpusAreGivenFromTheFirstOn() {
        assertEquals(granted(0, 1), four.assign("chat", new GpuRequest.Count(2)));
        assertEquals(granted(2), four.assign("batch", new GpuRequest.Count(1)));
    }

    @Test
    void aWeightDaemonAndItsEnginesShareGpusUntilTheLastIsDown() {
        var one = new GpuRequest.Count(1);
        assertEquals(granted(0), four.assign("chat", "weights", one));
        assertEquals(granted(1), four.assign("other", one));
        assertEquals(granted(0), four.assign("weights", one));
        assertEquals(granted(0), four.assign("replica", "weights", one));

        four.release("weights");
        four.release("chat");

        assertEquals(granted(0), four.assign("weights", one));
        four.release("weights");
        four.release("replica");
        assertEquals(granted(0), four.assign("next", one));
    }

    @Test
    void moreThanThereAreIsRefused() {
        assertEquals(
                new Refused("8 GPUs wanted, 4 visible"),
                four.assign("huge", new GpuRequest.Count(8)));
    }

    @Test
    void moreThanAreFreeIsRefusedWithTheOwners() {
        four.assign("chat", new GpuRequest.Count(3));

        assertEquals(
                new Refused("2 GPUs wanted, 1 of 4 free; taken: {0=chat, 1=chat, 2=chat}"),
                four.assign("batch", new GpuRequest.Count(2)));
    }

    @Test
    void gpusAskedForByNumberAreGivenOrRefused() {
        assertEquals(granted(1, 3), four.assign("chat", new GpuRequest.Ids(List.of(1, 3))));
        assertEquals(
                new Refused("GPUs [3] wanted; taken: {1=chat, 3=chat}"),
                four.assign("batch", new GpuRequest.Ids(List.of(3))));
        assertEquals(
                new Refused("GPUs [4, 5] wanted, [0, 1, 2, 3] visible"),
                four.assign("batch", new GpuRequest.Ids(List.of(4, 5))));
    }

    @Test
    void anEngineThatAsksAgainGivesItsGpusBackFirst() {
        four.assign("chat", new GpuRequest.Count(3));

        assertEquals(granted(0, 1, 2, 3), four.assign("chat", new GpuRequest.Count(4)));
    }

    @Test
    void whatWasGivenBackIsFree() {
        four.assign("chat", new GpuRequest.Count(4));

        four.release("chat");

        assertEquals(granted(0, 1, 2, 3), four.assign("batch", new GpuRequest.Count(4)));
    }

    @Test
    void anEngineOnTheProcessorNeedsNoDriver() {
        var none = new GpuLedger(List::of);

        assertEquals(granted(), none.assign("llama", new GpuRequest.None()));
        assertEquals(
                new Refused("1 GPUs wanted, 0 visible"),
                none.assign("chat", new GpuRequest.Count(1)));
    }

    private static GpuGrant granted(Integer... ids) {
        return new Granted(List.of(ids));
    }
}
