package dev.stoker.deploy.watching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stoker.deploy.Checkout;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The dashboard is whole and tidy.
class DashboardTest {
    private static final int WIDTH = 24;

    @Test
    void everyPanelAsksSomething() {
        for (JsonNode panel : Watched.panels()) {
            assertFalse(panel.path("title").asText().isBlank());
            assertFalse(panel.findValuesAsText("expr").isEmpty(), panel.path("title").asText());
        }
    }

    @Test
    void noPanelLiesOnAnother() {
        List<Rectangle> places = new ArrayList<>();
        for (JsonNode panel : Checkout.yaml(Watched.DASHBOARD).path("panels")) {
            JsonNode at = panel.path("gridPos");
            var place =
                    new Rectangle(
                            at.path("x").asInt(),
                            at.path("y").asInt(),
                            at.path("w").asInt(),
                            at.path("h").asInt());
            assertTrue(place.x + place.width <= WIDTH);
            assertTrue(places.stream().noneMatch(place::intersects), place::toString);
            places.add(place);
        }
    }

    @Test
    void everyPanelHasANumberOfItsOwn() {
        List<String> numbers =
                Checkout.yaml(Watched.DASHBOARD)
                        .path("panels")
                        .valueStream()
                        .map(panel -> panel.path("id").asText())
                        .toList();

        assertEquals(numbers.size(), numbers.stream().distinct().count());
    }
}
