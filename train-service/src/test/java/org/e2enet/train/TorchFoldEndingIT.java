package org.e2enet.train;

import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.e2enet.testkit.KafkaAndStore;

@QuarkusTest
@WithTestResource(value = KafkaAndStore.class, initArgs = @ResourceArg(name = "train.engine", value = "torch"))
class TorchFoldEndingIT extends FoldEnding {}
