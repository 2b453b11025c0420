package dev.stoker.gateway.visit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stoker.gateway.relay.TestFleet;
import dev.stoker.testkit.Certificate;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(TlsTest.Encrypted.class)
class TlsTest {
    private static final Certificate CERTIFICATE = Certificate.make();

    /// A door with a certificate.
    public static class Encrypted extends TestFleet.Profile {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> settings = new HashMap<>(CERTIFICATE.settings());
            settings.put("quarkus.http.test-ssl-port", "0");
            return settings;
        }
    }

    @TestHTTPResource(value = "/v1/models", tls = true)
    URI models;

    @Test
    void whoTrustsTheCertificateIsAnswered() throws Exception {
        try (HttpClient client =
                HttpClient.newBuilder().sslContext(CERTIFICATE.trusting()).build()) {
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
}
