package org.e2enet.infer.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.e2enet.contract.Axis;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.PostProcessing;
import org.junit.jupiter.api.Test;

class PromotedModelTest {
    @Test
    void shouldTellAnEnsembleFromItsMembers() {
        CheckpointPublished one =
                Models.checkpoint("a", "0", EnumSet.allOf(Axis.class), new PostProcessing(true, List.of(1)));
        CheckpointPublished two =
                Models.checkpoint("b", "1", EnumSet.of(Axis.DEPTH), new PostProcessing(true, List.of(2)));
        PromotedModel single = new PromotedModel("a", List.of(one));
        PromotedModel both = new PromotedModel("both", List.of(one, two));
        assertEquals("0".repeat(64), single.weightsSha256());
        // printf '%064d\n%s' 0 $(printf '1%.0s' $(seq 64)) | sha256sum
        assertEquals("6d9a88eb7907e66d60425f0c13d60eeaa8eff25a92f2b6c5b285e336f2d564a8", both.weightsSha256());
        assertEquals(Map.of("a", "0".repeat(64), "b", "1".repeat(64)), both.memberWeights());
        assertEquals(Map.of(), single.memberWeights());
        assertEquals(Set.of(Axis.DEPTH), both.trainedMirrorAxes());
        assertEquals(new PostProcessing(true, List.of()), both.postProcessing());
    }
}
