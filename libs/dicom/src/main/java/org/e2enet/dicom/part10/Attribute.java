package org.e2enet.dicom.part10;

import java.util.Locale;

/**
 * The attributes this program reads or writes, in the order of their tags (PS3.6), with the standard's keywords. What is
 * not here is stepped over when a file is read.
 */
public enum Attribute {
    FILE_META_INFORMATION_VERSION(0x00020001, Vr.OB, "FileMetaInformationVersion"),
    MEDIA_STORAGE_SOP_CLASS_UID(0x00020002, Vr.UI, "MediaStorageSOPClassUID"),
    MEDIA_STORAGE_SOP_INSTANCE_UID(0x00020003, Vr.UI, "MediaStorageSOPInstanceUID"),
    TRANSFER_SYNTAX_UID(0x00020010, Vr.UI, "TransferSyntaxUID"),
    IMPLEMENTATION_CLASS_UID(0x00020012, Vr.UI, "ImplementationClassUID"),
    IMPLEMENTATION_VERSION_NAME(0x00020013, Vr.SH, "ImplementationVersionName"),
    SPECIFIC_CHARACTER_SET(0x00080005, Vr.CS, "SpecificCharacterSet"),
    IMAGE_TYPE(0x00080008, Vr.CS, "ImageType"),
    INSTANCE_CREATION_DATE(0x00080012, Vr.DA, "InstanceCreationDate"),
    INSTANCE_CREATION_TIME(0x00080013, Vr.TM, "InstanceCreationTime"),
    SOP_CLASS_UID(0x00080016, Vr.UI, "SOPClassUID"),
    SOP_INSTANCE_UID(0x00080018, Vr.UI, "SOPInstanceUID"),
    STUDY_DATE(0x00080020, Vr.DA, "StudyDate"),
    SERIES_DATE(0x00080021, Vr.DA, "SeriesDate"),
    ACQUISITION_DATE(0x00080022, Vr.DA, "AcquisitionDate"),
    CONTENT_DATE(0x00080023, Vr.DA, "ContentDate"),
    STUDY_TIME(0x00080030, Vr.TM, "StudyTime"),
    SERIES_TIME(0x00080031, Vr.TM, "SeriesTime"),
    ACQUISITION_TIME(0x00080032, Vr.TM, "AcquisitionTime"),
    CONTENT_TIME(0x00080033, Vr.TM, "ContentTime"),
    ACCESSION_NUMBER(0x00080050, Vr.SH, "AccessionNumber"),
    MODALITY(0x00080060, Vr.CS, "Modality"),
    CONVERSION_TYPE(0x00080064, Vr.CS, "ConversionType"),
    MANUFACTURER(0x00080070, Vr.LO, "Manufacturer"),
    REFERRING_PHYSICIAN_NAME(0x00080090, Vr.PN, "ReferringPhysicianName"),
    CODE_VALUE(0x00080100, Vr.SH, "CodeValue"),
    CODING_SCHEME_DESIGNATOR(0x00080102, Vr.SH, "CodingSchemeDesignator"),
    CODE_MEANING(0x00080104, Vr.LO, "CodeMeaning"),
    TIMEZONE_OFFSET_FROM_UTC(0x00080201, Vr.SH, "TimezoneOffsetFromUTC"),
    STUDY_DESCRIPTION(0x00081030, Vr.LO, "StudyDescription"),
    SERIES_DESCRIPTION(0x0008103E, Vr.LO, "SeriesDescription"),
    OPERATORS_NAME(0x00081070, Vr.PN, "OperatorsName"),
    MANUFACTURER_MODEL_NAME(0x00081090, Vr.LO, "ManufacturerModelName"),
    REFERENCED_STUDY_SEQUENCE(0x00081110, Vr.SQ, "ReferencedStudySequence"),
    REFERENCED_SERIES_SEQUENCE(0x00081115, Vr.SQ, "ReferencedSeriesSequence"),
    REFERENCED_INSTANCE_SEQUENCE(0x0008114A, Vr.SQ, "ReferencedInstanceSequence"),
    REFERENCED_SOP_CLASS_UID(0x00081150, Vr.UI, "ReferencedSOPClassUID"),
    REFERENCED_SOP_INSTANCE_UID(0x00081155, Vr.UI, "ReferencedSOPInstanceUID"),
    REFERENCED_FRAME_NUMBER(0x00081160, Vr.IS, "ReferencedFrameNumber"),
    SOURCE_IMAGE_SEQUENCE(0x00082112, Vr.SQ, "SourceImageSequence"),
    FRAME_TYPE(0x00089007, Vr.CS, "FrameType"),
    DERIVATION_IMAGE_SEQUENCE(0x00089124, Vr.SQ, "DerivationImageSequence"),
    DERIVATION_CODE_SEQUENCE(0x00089215, Vr.SQ, "DerivationCodeSequence"),
    PATIENT_NAME(0x00100010, Vr.PN, "PatientName"),
    PATIENT_ID(0x00100020, Vr.LO, "PatientID"),
    ISSUER_OF_PATIENT_ID(0x00100021, Vr.LO, "IssuerOfPatientID"),
    PATIENT_BIRTH_DATE(0x00100030, Vr.DA, "PatientBirthDate"),
    PATIENT_SEX(0x00100040, Vr.CS, "PatientSex"),
    PATIENT_AGE(0x00101010, Vr.AS, "PatientAge"),
    PATIENT_SIZE(0x00101020, Vr.DS, "PatientSize"),
    PATIENT_WEIGHT(0x00101030, Vr.DS, "PatientWeight"),
    PATIENT_IDENTITY_REMOVED(0x00120062, Vr.CS, "PatientIdentityRemoved"),
    DEIDENTIFICATION_METHOD(0x00120063, Vr.LO, "DeidentificationMethod"),
    BODY_PART_EXAMINED(0x00180015, Vr.CS, "BodyPartExamined"),
    SLICE_THICKNESS(0x00180050, Vr.DS, "SliceThickness"),
    REPETITION_TIME(0x00180080, Vr.DS, "RepetitionTime"),
    ECHO_TIME(0x00180081, Vr.DS, "EchoTime"),
    INVERSION_TIME(0x00180082, Vr.DS, "InversionTime"),
    ECHO_NUMBERS(0x00180086, Vr.IS, "EchoNumbers"),
    SPACING_BETWEEN_SLICES(0x00180088, Vr.DS, "SpacingBetweenSlices"),
    DEVICE_SERIAL_NUMBER(0x00181000, Vr.LO, "DeviceSerialNumber"),
    SOFTWARE_VERSIONS(0x00181020, Vr.LO, "SoftwareVersions"),
    TRIGGER_TIME(0x00181060, Vr.DS, "TriggerTime"),
    GANTRY_DETECTOR_TILT(0x00181120, Vr.DS, "GantryDetectorTilt"),
    FLIP_ANGLE(0x00181314, Vr.DS, "FlipAngle"),
    PATIENT_POSITION(0x00185100, Vr.CS, "PatientPosition"),
    INVERSION_TIMES(0x00189079, Vr.FD, "InversionTimes"),
    EFFECTIVE_ECHO_TIME(0x00189082, Vr.FD, "EffectiveEchoTime"),
    DIFFUSION_BVALUE(0x00189087, Vr.FD, "DiffusionBValue"),
    MR_ECHO_SEQUENCE(0x00189114, Vr.SQ, "MREchoSequence"),
    MR_DIFFUSION_SEQUENCE(0x00189117, Vr.SQ, "MRDiffusionSequence"),
    STUDY_INSTANCE_UID(0x0020000D, Vr.UI, "StudyInstanceUID"),
    SERIES_INSTANCE_UID(0x0020000E, Vr.UI, "SeriesInstanceUID"),
    STUDY_ID(0x00200010, Vr.SH, "StudyID"),
    SERIES_NUMBER(0x00200011, Vr.IS, "SeriesNumber"),
    ACQUISITION_NUMBER(0x00200012, Vr.IS, "AcquisitionNumber"),
    INSTANCE_NUMBER(0x00200013, Vr.IS, "InstanceNumber"),
    IMAGE_POSITION_PATIENT(0x00200032, Vr.DS, "ImagePositionPatient"),
    IMAGE_ORIENTATION_PATIENT(0x00200037, Vr.DS, "ImageOrientationPatient"),
    FRAME_OF_REFERENCE_UID(0x00200052, Vr.UI, "FrameOfReferenceUID"),
    TEMPORAL_POSITION_IDENTIFIER(0x00200100, Vr.IS, "TemporalPositionIdentifier"),
    NUMBER_OF_TEMPORAL_POSITIONS(0x00200105, Vr.IS, "NumberOfTemporalPositions"),
    POSITION_REFERENCE_INDICATOR(0x00201040, Vr.LO, "PositionReferenceIndicator"),
    STACK_ID(0x00209056, Vr.SH, "StackID"),
    IN_STACK_POSITION_NUMBER(0x00209057, Vr.UL, "InStackPositionNumber"),
    FRAME_CONTENT_SEQUENCE(0x00209111, Vr.SQ, "FrameContentSequence"),
    PLANE_POSITION_SEQUENCE(0x00209113, Vr.SQ, "PlanePositionSequence"),
    PLANE_ORIENTATION_SEQUENCE(0x00209116, Vr.SQ, "PlaneOrientationSequence"),
    TEMPORAL_POSITION_INDEX(0x00209128, Vr.UL, "TemporalPositionIndex"),
    DIMENSION_INDEX_VALUES(0x00209157, Vr.UL, "DimensionIndexValues"),
    CONCATENATION_UID(0x00209161, Vr.UI, "ConcatenationUID"),
    DIMENSION_ORGANIZATION_UID(0x00209164, Vr.UI, "DimensionOrganizationUID"),
    DIMENSION_INDEX_POINTER(0x00209165, Vr.AT, "DimensionIndexPointer"),
    FUNCTIONAL_GROUP_POINTER(0x00209167, Vr.AT, "FunctionalGroupPointer"),
    DIMENSION_ORGANIZATION_SEQUENCE(0x00209221, Vr.SQ, "DimensionOrganizationSequence"),
    DIMENSION_INDEX_SEQUENCE(0x00209222, Vr.SQ, "DimensionIndexSequence"),
    DIMENSION_ORGANIZATION_TYPE(0x00209311, Vr.CS, "DimensionOrganizationType"),
    DIMENSION_DESCRIPTION_LABEL(0x00209421, Vr.LO, "DimensionDescriptionLabel"),
    SAMPLES_PER_PIXEL(0x00280002, Vr.US, "SamplesPerPixel"),
    PHOTOMETRIC_INTERPRETATION(0x00280004, Vr.CS, "PhotometricInterpretation"),
    NUMBER_OF_FRAMES(0x00280008, Vr.IS, "NumberOfFrames"),
    ROWS(0x00280010, Vr.US, "Rows"),
    COLUMNS(0x00280011, Vr.US, "Columns"),
    PIXEL_SPACING(0x00280030, Vr.DS, "PixelSpacing"),
    BITS_ALLOCATED(0x00280100, Vr.US, "BitsAllocated"),
    BITS_STORED(0x00280101, Vr.US, "BitsStored"),
    HIGH_BIT(0x00280102, Vr.US, "HighBit"),
    PIXEL_REPRESENTATION(0x00280103, Vr.US, "PixelRepresentation"),
    PIXEL_PADDING_VALUE(0x00280120, Vr.US, "PixelPaddingValue"),
    BURNED_IN_ANNOTATION(0x00280301, Vr.CS, "BurnedInAnnotation"),
    RESCALE_INTERCEPT(0x00281052, Vr.DS, "RescaleIntercept"),
    RESCALE_SLOPE(0x00281053, Vr.DS, "RescaleSlope"),
    RESCALE_TYPE(0x00281054, Vr.LO, "RescaleType"),
    RED_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR(0x00281101, Vr.US, "RedPaletteColorLookupTableDescriptor"),
    GREEN_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR(0x00281102, Vr.US, "GreenPaletteColorLookupTableDescriptor"),
    BLUE_PALETTE_COLOR_LOOKUP_TABLE_DESCRIPTOR(0x00281103, Vr.US, "BluePaletteColorLookupTableDescriptor"),
    RED_PALETTE_COLOR_LOOKUP_TABLE_DATA(0x00281201, Vr.OW, "RedPaletteColorLookupTableData"),
    GREEN_PALETTE_COLOR_LOOKUP_TABLE_DATA(0x00281202, Vr.OW, "GreenPaletteColorLookupTableData"),
    BLUE_PALETTE_COLOR_LOOKUP_TABLE_DATA(0x00281203, Vr.OW, "BluePaletteColorLookupTableData"),
    ICC_PROFILE(0x00282000, Vr.OB, "ICCProfile"),
    COLOR_SPACE(0x00282002, Vr.CS, "ColorSpace"),
    LOSSY_IMAGE_COMPRESSION(0x00282110, Vr.CS, "LossyImageCompression"),
    MODALITY_LUT_SEQUENCE(0x00283000, Vr.SQ, "ModalityLUTSequence"),
    PIXEL_MEASURES_SEQUENCE(0x00289110, Vr.SQ, "PixelMeasuresSequence"),
    PIXEL_VALUE_TRANSFORMATION_SEQUENCE(0x00289145, Vr.SQ, "PixelValueTransformationSequence"),
    PURPOSE_OF_REFERENCE_CODE_SEQUENCE(0x0040A170, Vr.SQ, "PurposeOfReferenceCodeSequence"),
    SERIES_TYPE(0x00541000, Vr.CS, "SeriesType"),
    UNITS(0x00541001, Vr.CS, "Units"),
    SEGMENTATION_TYPE(0x00620001, Vr.CS, "SegmentationType"),
    SEGMENT_SEQUENCE(0x00620002, Vr.SQ, "SegmentSequence"),
    SEGMENTED_PROPERTY_CATEGORY_CODE_SEQUENCE(0x00620003, Vr.SQ, "SegmentedPropertyCategoryCodeSequence"),
    SEGMENT_NUMBER(0x00620004, Vr.US, "SegmentNumber"),
    SEGMENT_LABEL(0x00620005, Vr.LO, "SegmentLabel"),
    SEGMENT_ALGORITHM_TYPE(0x00620008, Vr.CS, "SegmentAlgorithmType"),
    SEGMENT_ALGORITHM_NAME(0x00620009, Vr.LO, "SegmentAlgorithmName"),
    SEGMENT_IDENTIFICATION_SEQUENCE(0x0062000A, Vr.SQ, "SegmentIdentificationSequence"),
    REFERENCED_SEGMENT_NUMBER(0x0062000B, Vr.US, "ReferencedSegmentNumber"),
    RECOMMENDED_DISPLAY_CIELAB_VALUE(0x0062000D, Vr.US, "RecommendedDisplayCIELabValue"),
    SEGMENTED_PROPERTY_TYPE_CODE_SEQUENCE(0x0062000F, Vr.SQ, "SegmentedPropertyTypeCodeSequence"),
    SEGMENTED_PROPERTY_TYPE_MODIFIER_CODE_SEQUENCE(0x00620011, Vr.SQ, "SegmentedPropertyTypeModifierCodeSequence"),
    SEGMENTS_OVERLAP(0x00620013, Vr.CS, "SegmentsOverlap"),
    CONTENT_LABEL(0x00700080, Vr.CS, "ContentLabel"),
    CONTENT_DESCRIPTION(0x00700081, Vr.LO, "ContentDescription"),
    CONTENT_CREATOR_NAME(0x00700084, Vr.PN, "ContentCreatorName"),
    PRESENTATION_LUT_SHAPE(0x20500020, Vr.CS, "PresentationLUTShape"),
    STRUCTURE_SET_LABEL(0x30060002, Vr.SH, "StructureSetLabel"),
    STRUCTURE_SET_DATE(0x30060008, Vr.DA, "StructureSetDate"),
    STRUCTURE_SET_TIME(0x30060009, Vr.TM, "StructureSetTime"),
    REFERENCED_FRAME_OF_REFERENCE_SEQUENCE(0x30060010, Vr.SQ, "ReferencedFrameOfReferenceSequence"),
    RT_REFERENCED_STUDY_SEQUENCE(0x30060012, Vr.SQ, "RTReferencedStudySequence"),
    RT_REFERENCED_SERIES_SEQUENCE(0x30060014, Vr.SQ, "RTReferencedSeriesSequence"),
    CONTOUR_IMAGE_SEQUENCE(0x30060016, Vr.SQ, "ContourImageSequence"),
    STRUCTURE_SET_ROI_SEQUENCE(0x30060020, Vr.SQ, "StructureSetROISequence"),
    ROI_NUMBER(0x30060022, Vr.IS, "ROINumber"),
    REFERENCED_FRAME_OF_REFERENCE_UID(0x30060024, Vr.UI, "ReferencedFrameOfReferenceUID"),
    ROI_NAME(0x30060026, Vr.LO, "ROIName"),
    ROI_DISPLAY_COLOR(0x3006002A, Vr.IS, "ROIDisplayColor"),
    ROI_GENERATION_ALGORITHM(0x30060036, Vr.CS, "ROIGenerationAlgorithm"),
    ROI_CONTOUR_SEQUENCE(0x30060039, Vr.SQ, "ROIContourSequence"),
    CONTOUR_SEQUENCE(0x30060040, Vr.SQ, "ContourSequence"),
    CONTOUR_GEOMETRIC_TYPE(0x30060042, Vr.CS, "ContourGeometricType"),
    NUMBER_OF_CONTOUR_POINTS(0x30060046, Vr.IS, "NumberOfContourPoints"),
    CONTOUR_DATA(0x30060050, Vr.DS, "ContourData"),
    RT_ROI_OBSERVATIONS_SEQUENCE(0x30060080, Vr.SQ, "RTROIObservationsSequence"),
    OBSERVATION_NUMBER(0x30060082, Vr.IS, "ObservationNumber"),
    REFERENCED_ROI_NUMBER(0x30060084, Vr.IS, "ReferencedROINumber"),
    RT_ROI_INTERPRETED_TYPE(0x300600A4, Vr.CS, "RTROIInterpretedType"),
    ROI_INTERPRETER(0x300600A6, Vr.PN, "ROIInterpreter"),
    APPROVAL_STATUS(0x300E0002, Vr.CS, "ApprovalStatus"),
    SHARED_FUNCTIONAL_GROUPS_SEQUENCE(0x52009229, Vr.SQ, "SharedFunctionalGroupsSequence"),
    PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE(0x52009230, Vr.SQ, "PerFrameFunctionalGroupsSequence"),
    EXTENDED_OFFSET_TABLE(0x7FE00001, Vr.OV, "ExtendedOffsetTable"),
    EXTENDED_OFFSET_TABLE_LENGTHS(0x7FE00002, Vr.OV, "ExtendedOffsetTableLengths"),
    FLOAT_PIXEL_DATA(0x7FE00008, Vr.OF, "FloatPixelData"),
    DOUBLE_FLOAT_PIXEL_DATA(0x7FE00009, Vr.OD, "DoubleFloatPixelData"),
    PIXEL_DATA(0x7FE00010, Vr.OW, "PixelData");

    private final int tag;
    private final Vr vr;
    private final String keyword;

    Attribute(int tag, Vr vr, String keyword) {
        this.tag = tag;
        this.vr = vr;
        this.keyword = keyword;
    }

    int tag() {
        return tag;
    }

    Vr vr() {
        return vr;
    }

    /** Group and element number as one integer, for attributes that name attributes. */
    int[] pointer() {
        return new int[] {tag >>> 16, tag & 0xffff};
    }

    /** Keyword and tag, for messages: {@code Rows (0028,0010)}. */
    public String words() {
        return String.format(Locale.ROOT, "%s (%04X,%04X)", keyword, tag >>> 16, tag & 0xffff);
    }

    /** The standard's keyword, for instance {@code ImagePositionPatient}. */
    public String keyword() {
        return keyword;
    }

    /** The attribute of a tag, or null if it is of no interest here. */
    static Attribute of(int tag) {
        int low = 0;
        int high = ALL.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int order = Integer.compareUnsigned(ALL[middle].tag, tag);
            if (order == 0) {
                return ALL[middle];
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }

    private static final Attribute[] ALL = values();
}
