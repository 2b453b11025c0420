package dev.stoker.gateway;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.openapi.api.SmallRyeOpenAPI;
import io.smallrye.openapi.runtime.io.Format;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PublishedApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject OpenApiDocumentService documents;

    @Test
    void aStartWouldChangeNothingInWhatTheBuildWrote() throws IOException {
        byte[] built = documents.getDocument("<default>", Format.JSON);

        SmallRyeOpenAPI started =
                SmallRyeOpenAPI.builder()
                        .withConfig(ConfigProvider.getConfig())
                        .enableModelReader(false)
                        .enableStandardStaticFiles(false)
                        .enableAnnotationScan(false)
                        .enableStandardFilter(true)
                        .withCustomStaticFile(() -> new ByteArrayInputStream(built))
                        .build();

        assertEquals(JSON.readTree(started.toJSON()), JSON.readTree(built));
    }

    @Test
    void bothFormatsSayTheSame() throws IOException {
        String json = given().get("/openapi.json").then().statusCode(200).extract().asString();
        String yaml = given().get("/openapi").then().statusCode(200).extract().asString();

        JsonNode api = JSON.readTree(json);
        assertEquals(api, new YAMLMapper().readTree(yaml));
        assertTrue(api.at("/paths/~1v1~1chat~1completions/post").isObject(), json);
        assertTrue(api.at("/paths/~1generate/post").isObject(), json);
    }
}
