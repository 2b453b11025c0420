package dev.stoker.engine.launch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// Where a weight daemon and its engines meet, in the words of each engine.
public record WeightSockets(Path directory) {
    /// The settings of vLLM's loader. It must not fall back to the disk, from which it would load
    /// the weights beside those that are there.
    ///
    /// @param patience with a daemon that does not answer
    public String forVllm(Duration patience) {
        Map<String, Object> where = new LinkedHashMap<>();
        where.put("socket_dir", directory.toString());
        where.put("mode", "zero_copy");
        where.put("fallback", false);
        where.put("state_timeout_s", patience.toSeconds());
        return Settings.json(where);
    }

    /// The variables by which both sides of SGLang find each other, once a GPU, beside the others.
    /// Stoker waits at these paths, so that no other setting of them counts.
    public Map<String, String> forSglang(ChildEnvironment others) {
        String path = directory.resolve("{device_uuid}").toString();
        Map<String, String> all = new HashMap<>(others.variables());
        all.put("SGLANG_WEIGHT_CACHE_SOCKET_TEMPLATE", path + ".sock");
        all.put("SGLANG_WEIGHT_CACHE_READY_TEMPLATE", path + ".ready");
        return all;
    }
}
