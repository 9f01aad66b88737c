package org.e2enet.infer.quality;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.e2enet.catalogue.Catalogue;
import org.e2enet.contract.CheckpointPublished;
import org.e2enet.contract.quality.QualityReference;
import org.e2enet.infer.models.PromotedModel;

/** What is usual for a model. Asked of the store each time: it is measured after the model was published, and promoted. */
@Singleton
class References {
    private final Catalogue catalogue;

    References(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** Empty for older models; of an ensemble, if one member has none. */
    Optional<QualityReference> of(PromotedModel model) {
        List<QualityReference> references = model.members().stream()
                .map(member -> catalogue.models().findReadable(member.modelId()).orElse(member))
                .map(CheckpointPublished::reference)
                .flatMap(reference -> Optional.ofNullable(reference).stream())
                .toList();
        return references.size() < model.members().size()
                ? Optional.empty()
                : references.stream().reduce(QualityReference::and);
    }
}
