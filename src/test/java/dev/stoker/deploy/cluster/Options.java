package dev.stoker.deploy.cluster;

import java.nio.file.Path;
import java.util.List;

/// With what the programs of Kubernetes are started, each in the directory of the cluster.
final class Options {
    private Options() {}

    static List<String> ofEtcd(int clients, int peers, Path directory) {
        String door = "http://127.0.0.1:" + clients;
        String side = "http://127.0.0.1:" + peers;
        return List.of(
                "--data-dir=" + directory.resolve("etcd"),
                "--listen-client-urls=" + door,
                "--advertise-client-urls=" + door,
                "--listen-peer-urls=" + side,
                "--initial-advertise-peer-urls=" + side,
                "--initial-cluster=default=" + side,
                // nothing of it outlives the test
                "--unsafe-no-fsync=true");
    }

    static List<String> ofServer(int store, int door, Path key, Path tokens) {
        return List.of(
                "--etcd-servers=http://127.0.0.1:" + store,
                "--bind-address=127.0.0.1",
                "--advertise-address=127.0.0.1",
                "--secure-port=" + door,
                "--cert-dir=certificates",
                "--endpoint-reconciler-type=none",
                "--service-cluster-ip-range=10.0.0.0/16",
                "--authorization-mode=RBAC",
                "--token-auth-file=" + tokens,
                "--service-account-issuer=https://kubernetes.default.svc",
                "--service-account-key-file=" + key,
                "--service-account-signing-key-file=" + key);
    }

    static List<String> ofControllers(Path configuration, Path key) {
        return List.of(
                "--kubeconfig=" + configuration,
                "--leader-elect=false",
                "--secure-port=0",
                "--service-account-private-key-file=" + key,
                // no kubelet ever says that its node is well
                "--node-monitor-grace-period=24h");
    }

    static List<String> ofScheduler(Path configuration) {
        return List.of("--kubeconfig=" + configuration, "--leader-elect=false", "--secure-port=0");
    }
}
