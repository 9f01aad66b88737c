package org.e2enet.dicom.part10;

/** Value representations (PS3.5, 6.2). */
enum Vr {
    AE,
    AS,
    AT,
    CS,
    DA,
    DS,
    DT,
    FD,
    FL,
    IS,
    LO,
    LT,
    OB,
    OD,
    OF,
    OL,
    OV,
    OW,
    PN,
    SH,
    SL,
    SQ,
    SS,
    ST,
    SV,
    TM,
    UC,
    UI,
    UL,
    UN,
    UR,
    US,
    UT,
    UV;

    /** Whether the explicit form has two reserved bytes and a length of four. */
    boolean hasLongLength() {
        return switch (this) {
            case OB, OD, OF, OL, OV, OW, SQ, SV, UC, UN, UR, UT, UV -> true;
            default -> false;
        };
    }

    /** Bytes of one binary number, 0 for text and sequences. */
    int numberBytes() {
        return switch (this) {
            case SS, US, OW -> 2;
            case FL, SL, UL, AT, OF, OL -> 4;
            case FD, OD, OV, SV, UV -> 8;
            default -> 0;
        };
    }

    boolean isText() {
        return switch (this) {
            case AE, AS, CS, DA, DS, DT, IS, LO, LT, PN, SH, ST, TM, UC, UI, UR, UT -> true;
            default -> false;
        };
    }

    /** The representation of that name, or null for two letters that are none. */
    static Vr of(int first, int second) {
        for (Vr vr : values()) {
            if (vr.name().charAt(0) == first && vr.name().charAt(1) == second) {
                return vr;
            }
        }
        return null;
    }
}
