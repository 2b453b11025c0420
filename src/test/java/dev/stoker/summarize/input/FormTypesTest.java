package dev.stoker.summarize.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormTypesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "3",
                "4",
                "4/A",
                "5",
                "8-K",
                "10-K",
                "10-K/A",
                "10-KT",
                "13F-HR",
                "424B2",
                "D",
                "D/A",
                "DEF 14A",
                "N-PORT",
                "NPORT-P",
                "NPORT-P/A",
                "SC 13D",
                "SCHEDULE 13G/A",
                "SC TO-I/A",
                "485BPOS",
                "UPLOAD",
                "CORRESP",
                "N-CEN",
                "1-A POS",
                "ATS-N/UA",
                "X-17A-5",
                "S-8 POS"
            })
    void formsOfTheFeedExistAlsoAsAmendments(String form) {
        assertTrue(FormTypes.exists(form));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/A", "4/B", "10K", "10-k", "FORM 4", "4 ", "99-Z"})
    void otherWordsAreNoForms(String form) {
        assertFalse(FormTypes.exists(form));
    }

    @ParameterizedTest
    @CsvSource({"10K,10-K", "10-k,10-K", "DEF14A,DEF 14A", "8K/A,8-K/A", "NPORTP,NPORT-P"})
    void theNearestFormIsOffered(String written, String meant) {
        assertEquals(Optional.of(meant), FormTypes.nearest(written));
    }

    @ParameterizedTest
    @ValueSource(strings = {"completely different", "%%%%%%%%"})
    void nothingIsOfferedForWhatIsLikeNoForm(String written) {
        assertEquals(Optional.empty(), FormTypes.nearest(written));
    }
}
