package org.e2enet.console.monai;

import java.io.IOException;
import java.nio.file.Path;
import org.e2enet.contract.EventJson;

/** What a client wants a segmentation as. */
enum ResultForm {
    NIFTI(".nii.gz") {
        @Override
        MonaiAnswer.Content of(Path segmentation) {
            return MonaiAnswer.Content.of(segmentation);
        }
    },
    NRRD(".nrrd") {
        @Override
        MonaiAnswer.Content of(Path segmentation) {
            return MonaiAnswer.Content.nrrdOf(segmentation);
        }
    };

    private final String ending;

    ResultForm(String ending) {
        this.ending = ending;
    }

    String ending() {
        return ending;
    }

    abstract MonaiAnswer.Content of(Path segmentation);

    /**
     * By {@code result_extension}; NIfTI where it is left out, or is another format: the answer's name tells.
     *
     * @param params JSON of a request, or null
     * @throws org.e2enet.faults.FaultException CON-107 where it is no JSON
     */
    static ResultForm asked(String params) {
        if (params == null || params.isBlank()) {
            return NIFTI;
        }
        try {
            String wanted =
                    EventJson.mapper().readTree(params).path("result_extension").asText();
            return wanted.equals(NRRD.ending) ? NRRD : NIFTI;
        } catch (IOException unreadable) {
            throw MonaiFaults.unreadableParams().exception(unreadable);
        }
    }
}
