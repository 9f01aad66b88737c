package org.e2enet.contract.recipe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.e2enet.faults.FaultException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipeFaultsTest {
    private final ObjectMapper json = new ObjectMapper();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            recipe.optimizer              | {"optimizer": null}
            recipe.optimizer.kind         | {"optimizer": {"learningRate": 0.01}}
            recipe.optimizer.learningRate | {"optimizer": {"kind": "SGD", "learningRate": 0}}
            recipe.optimizer.momentum     | {"optimizer": {"kind": "SGD", "learningRate": 1, "momentum": 1}}
            recipe.optimizer.weightDecay  | {"optimizer": {"kind": "SGD", "learningRate": 1, "weightDecay": -1}}
            recipe.evolution              | {"evolution": null}
            recipe.evolution.interval     | {"evolution": {"interval": -1}}
            recipe.evolution.alpha        | {"evolution": {"alpha": 1.5}}
            recipe.epochs                 | {"epochs": 0}
            recipe.epochs                 | {"epochs": 2000000000, "iterationsPerEpoch": 2000000000}
            recipe.batch                  | {"batch": 0}
            recipe.clipNorm               | {"clipNorm": -1}
            recipe.headWeights            | {"headWeights": []}
            recipe.headWeights            | {"headWeights": [0, 0]}
            recipe.foregroundShare        | {"foregroundShare": 1.1}
            """)
    void shouldNameTheFieldThatCannotBe(String where, String change) throws Exception {
        ObjectNode node = json.valueToTree(Recipe.paper(1));
        node.setAll((ObjectNode) json.readTree(change));

        Throwable refused = assertThrows(Exception.class, () -> json.treeToValue(node, Recipe.class));
        while (!(refused instanceof FaultException)) {
            refused = refused.getCause();
        }

        assertEquals("NET-111", ((FaultException) refused).fault().code());
        assertEquals(where, ((FaultException) refused).fault().where());
    }

    @Test
    void shouldReadBackWhatItWrites() throws Exception {
        for (Recipe recipe : new Recipe[] {Recipe.paper(7), Recipe.quick(2, 3, 4)}) {
            assertEquals(recipe, json.readValue(json.writeValueAsString(recipe), Recipe.class));
        }
    }
}
