package org.e2enet.network.architecture;

/** Parameter names of the two generations of nnU-Net; s counts decoder stages from the coarsest. */
enum UNetNames {
    /** {@code Generic_UNet}: no bias in upsampling and heads. The paper's comparison was made with it. */
    V1("instnorm", false) {
        @Override
        String encoder(int level, int block, int levels) {
            String prefix = "conv_blocks_context." + level;
            return level < levels - 1 ? prefix + ".blocks." + block : prefix + "." + block + ".blocks.0";
        }

        @Override
        String up(int s) {
            return "tu." + s;
        }

        @Override
        String decoder(int s, int block) {
            return "conv_blocks_localization." + s + "." + block + ".blocks.0";
        }

        @Override
        String head(int s) {
            return "seg_outputs." + s;
        }
    },

    /** {@code PlainConvUNet} of dynamic-network-architectures, without the duplicates its state_dict holds. */
    V2("norm", true) {
        @Override
        String encoder(int level, int block, int levels) {
            return "encoder.stages." + level + ".0.convs." + block;
        }

        @Override
        String up(int s) {
            return "decoder.transpconvs." + s;
        }

        @Override
        String decoder(int s, int block) {
            return "decoder.stages." + s + ".convs." + block;
        }

        @Override
        String head(int s) {
            return "decoder.seg_layers." + s;
        }
    };

    private final String norm;
    private final boolean biases;

    UNetNames(String norm, boolean biases) {
        this.norm = norm;
        this.biases = biases;
    }

    String norm() {
        return norm;
    }

    /** Whether upsampling and heads have biases. */
    boolean biases() {
        return biases;
    }

    abstract String encoder(int level, int block, int levels);

    abstract String up(int s);

    abstract String decoder(int s, int block);

    abstract String head(int s);
}
