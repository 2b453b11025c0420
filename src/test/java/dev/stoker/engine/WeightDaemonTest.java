package dev.stoker.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stoker.engine.launch.LaunchCommand;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WeightDaemonTest {
    private static final LaunchSite SITE =
            new LaunchSite(4000, Path.of("/run/1"), List.of(2, 5), Map.of(), Path.of("/tmp/w"));

    @Test
    void vllmHoldsTheWeightsOfItsRanksAndMapsThemFromThere() {
        EngineSpec daemon =
                Specs.of(new WeightDaemon(new Vllm()))
                        .split(2, 1, 1, 1)
                        .args(Map.of("quantization", "fp8"))
                        .spec();
        EngineSpec engine = Specs.of(new Vllm()).split(2, 1, 1, 1).keptBy("held").spec();

        assertEquals(
                "vllm preload --model acme/model --revision 0123abc --load-format auto"
                        + " --tensor-parallel-size 2 --weight-cache-socket-dir /tmp/w"
                        + " --quantization fp8",
                line(daemon));
        assertEquals(
                "vllm serve acme/model --revision 0123abc --served-model-name acme/model llm"
                        + " --load-format ipc_cache --model-loader-extra-config"
                        + " {\"socket_dir\":\"/tmp/w\",\"mode\":\"zero_copy\",\"fallback\":false,"
                        + "\"state_timeout_s\":1800}"
                        + " --tensor-parallel-size 2 --host 127.0.0.1"
                        + " --port 4000 --scheduling-policy priority",
                line(engine));
    }

    @Test
    void sglangsSidesMeetByVariablesOncePerGpu() {
        EngineSpec daemon = Specs.of(new WeightDaemon(new Sglang())).split(2, 1, 1, 1).spec();
        EngineSpec engine = Specs.of(new Sglang()).split(2, 1, 1, 1).keptBy("held").spec();

        LaunchCommand held = daemon.dialect().command(daemon, SITE);
        LaunchCommand borrowed = engine.dialect().command(engine, SITE);

        assertEquals(
                "python -m sglang.srt.weight_cache.daemon --model-path acme/model"
                        + " --revision 0123abc --served-model-name acme/model"
                        + " --load-format auto --tp-size 2 --timeout 1800",
                String.join(" ", held.argv()));
        assertTrue(
                String.join(" ", borrowed.argv()).contains(" --weight-cache-mode client"),
                borrowed::toString);
        String variable = "SGLANG_WEIGHT_CACHE_SOCKET_TEMPLATE";
        assertEquals("/tmp/w/{device_uuid}.sock", held.environment().get(variable));
        assertEquals("/tmp/w/{device_uuid}.sock", borrowed.environment().get(variable));
    }

    @Test
    void itAnswersNoRequestAndSharesItsGpus() {
        EngineSpec daemon = Specs.of(new WeightDaemon(new Vllm())).spec();
        EngineSpec engine = Specs.of(new Vllm()).keptBy("engine").spec();

        assertFalse(daemon.serves("llm"));
        assertTrue(engine.serves("llm"));
        assertEquals(daemon.gpuGroup(), engine.gpuGroup());
    }

    private static String line(EngineSpec spec) {
        return String.join(" ", spec.dialect().command(spec, SITE).argv());
    }
}
