package org.e2enet.standalone.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.e2enet.contract.EngineChoice;
import org.e2enet.contract.EventJson;
import org.e2enet.contract.recipe.Recipe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoSettingsTest {
    @ParameterizedTest
    @ValueSource(doubles = {1, 1.5, 3, 6, 60})
    void shouldEvolveTheTopologyHoweverShortTheRun(double minutes) {
        Recipe recipe =
                new DemoSettings(Path.of("out"), minutes, 7, EngineChoice.AUTO, false, List.of(), false).recipe();

        int updates = recipe.iterations() / recipe.evolution().interval();
        assertTrue(updates >= 4, () -> updates + " updates in " + recipe.iterations() + " steps");
        assertTrue(recipe.evolution().interval() <= 100);
        assertEquals(7, recipe.seed());
    }

    /** The sample's recipe and the demo's have one home. */
    @Test
    void shouldBeTheRecipeOfTheSamples() throws IOException {
        assertEquals(
                Recipe.quick(20, 26, 1),
                EventJson.mapper().readValue(Path.of("../samples/recipe.json").toFile(), Recipe.class));
    }
}
