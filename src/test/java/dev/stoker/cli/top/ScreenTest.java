package dev.stoker.cli.top;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScreenTest {
    private final StringWriter printed = new StringWriter();

    @Test
    void eachLineIsPutAtItsRowAndWhatWasThereIsWiped() {
        Screen screen = new Screen(new PrintWriter(printed));
        printed.getBuffer().setLength(0);

        screen.show(List.of(Line.heading("ENGINE"), Line.plain("glm")));

        assertEquals(
                "\033[1;1H\033[7mENGINE\033[K\033[0m\033[K\033[2;1Hglm\033[K\033[J",
                printed.toString());
    }

    @Test
    void theTerminalIsGivenBackOnceAndNothingIsDrawnAfterwards() {
        Screen screen = new Screen(new PrintWriter(printed));
        assertTrue(printed.toString().startsWith("\033[?1049h"));
        printed.getBuffer().setLength(0);

        screen.close();
        screen.close();
        screen.show(List.of(Line.plain("late")));

        assertEquals("\033[?7h\033[?25h\033[?1049l", printed.toString());
    }
}
