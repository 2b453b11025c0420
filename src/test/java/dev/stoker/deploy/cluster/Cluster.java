package dev.stoker.deploy.cluster;

import dev.stoker.testkit.Eventually;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// A Kubernetes of this machine's loopback: etcd, the API server, the controllers and the
/// scheduler. No kubelet: nodes are entries in the API, and nothing ever runs on them.
final class Cluster implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String TOKEN = "of-a-cluster-that-lives-for-a-test";

    private final Path programs;
    private final Path directory;
    private final Kubectl kubectl;
    private final List<Program> running = new ArrayList<>();

    private Cluster(Path programs, Path directory) {
        this.programs = programs;
        this.directory = directory;
        this.kubectl = new Kubectl(programs.resolve("kubectl"), directory);
    }

    /// Returns when the API server is ready and knows the resources that overlays use.
    ///
    /// @param programs what `kubernetes/dry-run build` has built
    /// @param directory an empty one, for what the cluster keeps
    static Cluster start(Path programs, Path directory) throws Exception {
        Cluster cluster = new Cluster(programs, directory);
        try {
            cluster.startPrograms();
            cluster.kubectl.must("create", "-f", programs.resolve("definitions").toString());
            Nodes.create(cluster.kubectl);
            return cluster;
        } catch (Exception | AssertionError e) {
            cluster.close();
            throw e;
        }
    }

    Kubectl kubectl() {
        return kubectl;
    }

    private void startPrograms() throws Exception {
        int store = freePort();
        int door = freePort();
        Path key = writeKey();
        Path configuration = writeConfiguration(door);
        launch("etcd", Options.ofEtcd(store, freePort(), directory));
        Program server = launch("kube-apiserver", Options.ofServer(store, door, key, tokens()));
        Eventually.becomes(
                LIMIT,
                () -> {
                    server.expectRunning();
                    return kubectl.run("get", "--raw", "/readyz");
                },
                answer -> answer.status() == 0);
        launch("kube-controller-manager", Options.ofControllers(configuration, key));
        launch("kube-scheduler", Options.ofScheduler(configuration));
    }

    private Program launch(String name, List<String> options) throws IOException {
        Program program = Program.start(programs.resolve(name), directory, options);
        running.add(program);
        return program;
    }

    /// What tokens of accounts are signed with.
    private Path writeKey() throws IOException, NoSuchAlgorithmException {
        byte[] key =
                KeyPairGenerator.getInstance("RSA").generateKeyPair().getPrivate().getEncoded();
        return Files.writeString(
                directory.resolve("accounts.key"),
                """
                -----BEGIN PRIVATE KEY-----
                %s
                -----END PRIVATE KEY-----
                """
                        .formatted(Base64.getMimeEncoder().encodeToString(key)));
    }

    private Path tokens() throws IOException {
        return Files.writeString(
                directory.resolve("tokens.csv"), TOKEN + ",admin,admin,system:masters\n");
    }

    /// The server signs its own certificate, and that is all that its callers trust.
    private Path writeConfiguration(int door) throws IOException {
        return Files.writeString(
                directory.resolve(Kubectl.CONFIGURATION),
                """
                apiVersion: v1
                kind: Config
                current-context: test
                contexts: [{name: test, context: {cluster: test, user: test}}]
                clusters:
                  - name: test
                    cluster:
                      server: https://127.0.0.1:%d
                      certificate-authority: certificates/apiserver.crt
                users: [{name: test, user: {token: %s}}]
                """
                        .formatted(door, TOKEN));
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /// The last that was started ends first.
    @Override
    public void close() {
        running.reversed().forEach(Program::close);
    }
}
