package dev.stoker.deploy.cluster;

import java.nio.file.Files;
import java.nio.file.Path;

/// Says of pods what a node would, were there one.
///
/// @param place where the pods are
record Kubelet(Place place) {

    /// Its containers run; Stoker in it has not answered yet.
    void runs(String pod, String address) throws Exception {
        report(pod, status("Running", address, false));
    }

    void isReady(String pod, String address) throws Exception {
        report(pod, status("Running", address, true));
    }

    void hasSucceeded(String pod) throws Exception {
        report(pod, "{\"status\": {\"phase\": \"Succeeded\"}}");
    }

    /// Its grace is over and nothing of it is left.
    void isGone(String pod) throws Exception {
        // kubectl warns of every forced deletion
        Path now =
                Files.writeString(
                        place.kubectl().directory().resolve("now.json"),
                        """
                        {"apiVersion": "v1", "kind": "DeleteOptions", "gracePeriodSeconds": 0}
                        """);
        place.kubectl().must("delete", "--raw", path(pod), "-f", now.toString());
    }

    /// Asks to move the pod elsewhere, as a drained node does.
    ///
    /// @return whether the disruption budget allows it
    boolean evicts(String pod) throws Exception {
        Path wish =
                Files.writeString(
                        place.kubectl().directory().resolve("eviction.json"),
                        """
                        {
                          "apiVersion": "policy/v1",
                          "kind": "Eviction",
                          "metadata": {"name": "%s", "namespace": "%s"}
                        }
                        """
                                .formatted(pod, place.name()));
        return place.kubectl()
                        .run("create", "--raw", path(pod) + "/eviction", "-f", wish.toString())
                        .status()
                == 0;
    }

    private String path(String pod) {
        return "/api/v1/namespaces/%s/pods/%s".formatted(place.name(), pod);
    }

    private void report(String pod, String status) throws Exception {
        place.kubectl()
                .must(
                        "patch",
                        "pod",
                        pod,
                        "-n",
                        place.name(),
                        "--subresource=status",
                        "--type=merge",
                        "-p",
                        status);
    }

    private static String status(String phase, String address, boolean ready) {
        return """
        {"status": {
          "phase": "%s",
          "podIP": "%s",
          "podIPs": [{"ip": "%2$s"}],
          "conditions": [{"type": "Ready", "status": "%s"}]
        }}
        """
                .formatted(phase, address, ready ? "True" : "False");
    }
}
