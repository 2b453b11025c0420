package dev.stoker.gateway.visit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stoker.gateway.relay.TestFleet;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(TlsTest.Encrypted.class)
class TlsTest {
    private static final String PASSWORD = "of-a-test";
    private static final Path STORE = certificate();

    /// A door with a certificate, as operations.md tells how to set it.
    public static class Encrypted extends TestFleet.Profile {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = new HashMap<>();
            settings.put("quarkus.tls.key-store.p12.path", STORE.toString());
            settings.put("quarkus.tls.key-store.p12.password", PASSWORD);
            settings.put("quarkus.http.insecure-requests", "disabled");
            settings.put("quarkus.http.test-ssl-port", "0");
            return settings;
        }
    }

    @TestHTTPResource(value = "/v1/models", tls = true)
    URI models;

    @Test
    void whoTrustsTheCertificateIsAnswered() throws Exception {
        try (HttpClient client = HttpClient.newBuilder().sslContext(trusting()).build()) {
            HttpResponse<String> answer = client.send(get(models), bodyOfText());

            assertEquals(200, answer.statusCode());
            assertEquals("{\"object\":\"list\",\"data\":[]}", answer.body());
        }
    }

    @Test
    void whoDoesNotTrustItIsNot() {
        try (HttpClient client = HttpClient.newHttpClient()) {
            assertThrows(SSLHandshakeException.class, () -> client.send(get(models), bodyOfText()));
        }
    }

    private static HttpRequest get(URI address) {
        return HttpRequest.newBuilder(address).build();
    }

    private static HttpResponse.BodyHandler<String> bodyOfText() {
        return HttpResponse.BodyHandlers.ofString();
    }

    private static SSLContext trusting() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(STORE)) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("stoker", store.getCertificate("stoker"));
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /// Self-signed, by the JDK's own tool.
    private static Path certificate() {
        try {
            Path directory = Files.createTempDirectory("stoker-tls");
            Path store = directory.resolve("store.p12");
            Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
            List<String> command =
                    List.of(
                            keytool.toString(),
                            "-genkeypair",
                            "-alias",
                            "stoker",
                            "-keyalg",
                            "EC",
                            "-dname",
                            "CN=localhost",
                            "-ext",
                            "san=dns:localhost,ip:127.0.0.1",
                            "-validity",
                            "2",
                            "-keystore",
                            store.toString(),
                            "-storepass",
                            PASSWORD);
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("keytool: " + said);
            }
            return store;
        } catch (IOException e) {
            throw new IllegalStateException("no certificate", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
