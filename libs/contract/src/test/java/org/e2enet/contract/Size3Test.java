package org.e2enet.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import org.e2enet.contract.scan.CropBox;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Size3Test {
    private static final Size3 SIZE = new Size3(3, 4, 5);

    @ParameterizedTest
    @ValueSource(strings = {"[3,4,5]", "{\"depth\":3,\"height\":4,\"width\":5}"})
    void shouldReadBothPublishedForms(String size) throws JsonProcessingException {
        CropBox box = EventJson.mapper()
                .readValue(
                        "{\"firstDepth\":0,\"firstHeight\":1,\"firstWidth\":2,\"extent\":" + size + "}", CropBox.class);

        assertEquals(SIZE, EventJson.mapper().readValue(size, Size3.class));
        assertEquals(new CropBox(0, 1, 2, SIZE), box);
    }

    @Test
    void shouldWriteTheFormOfThePlace() throws JsonProcessingException {
        assertEquals("[3,4,5]", EventJson.mapper().writeValueAsString(SIZE));
        assertEquals(
                "{\"firstDepth\":0,\"firstHeight\":1,\"firstWidth\":2,\"extent\":{\"depth\":3,\"height\":4,\"width\":5}}",
                EventJson.mapper().writeValueAsString(new CropBox(0, 1, 2, SIZE)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[3,4]", "[3,4,0]", "{\"depth\":3,\"height\":-4,\"width\":5}", "{\"depth\":3,\"height\":4}", "7"
            })
    void shouldRefuseOtherThanThreePositiveSizes(String json) {
        assertThrows(JsonMappingException.class, () -> EventJson.mapper().readValue(json, Size3.class));
    }

    @Test
    void shouldCountVoxelsBeyondAnInt() {
        Size3 large = Size3.cube(2000);

        assertEquals(8_000_000_000L, large.volume());
        assertThrows(ArithmeticException.class, large::arrayLength);
        assertEquals(59, SIZE.offset(2, 3, 4), "the last voxel");
    }

    @Test
    void shouldChangeOneAxis() {
        assertEquals(new Size3(3, 9, 5), SIZE.with(1, 9));
        assertEquals(5, SIZE.along(2));
        assertThrows(IllegalArgumentException.class, () -> SIZE.along(3));
    }
}
