package dev.stoker.deploy.cluster;

import java.util.Map;

/// Enough nodes of each kind that overlays ask for, and one without GPUs.
final class Nodes {
    private static final int OF_EACH = 8;

    private record Kind(String name, String product, int gpus) {}

    private Nodes() {}

    static void create(Kubectl kubectl) throws Exception {
        Place.create(kubectl, "plain.yaml", "plain", Map.of());
        create(kubectl, new Kind("h100", "NVIDIA-H100-80GB-HBM3", 8));
        create(kubectl, new Kind("h200", "NVIDIA-H200", 8));
        create(kubectl, new Kind("half-h200", "NVIDIA-H200", 4));
        create(kubectl, new Kind("b200", "NVIDIA-B200", 8));
    }

    private static void create(Kubectl kubectl, Kind kind) throws Exception {
        for (int number = 1; number <= OF_EACH; number++) {
            String name = kind.name() + "-" + number;
            Place.create(
                    kubectl,
                    "node.yaml",
                    name,
                    Map.of(
                            "NAME",
                            name,
                            "PRODUCT",
                            kind.product(),
                            "GPUS",
                            String.valueOf(kind.gpus())));
        }
    }
}
