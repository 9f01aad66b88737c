package org.e2enet.dicom.part10;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The attributes of an object or of a sequence's item. Text stays as the file's bytes, so that characters of any set are
 * copied, never translated. Values that are no numbers where numbers are wanted: {@code DCM-108}. Not thread safe while
 * it is being filled.
 */
public final class DataSet {
    private static final Element NOTHING = Element.of(Vr.UN, new byte[0]);

    private final Map<Attribute, Element> elements = new TreeMap<>();

    Map<Attribute, Element> elements() {
        return elements;
    }

    public boolean has(Attribute attribute) {
        Element element = elements.get(attribute);
        return element != null && (element.items() != null ? !element.items().isEmpty() : element.value().length > 0);
    }

    /** Text without its padding, one character per byte; empty where there is none. */
    public String text(Attribute attribute) {
        Element element = elements.getOrDefault(attribute, NOTHING);
        if (element.value() == null || !element.vr().isText() && element.vr() != Vr.UN) {
            return "";
        }
        int end = element.value().length;
        while (end > 0 && (element.value()[end - 1] == ' ' || element.value()[end - 1] == 0)) {
            end--;
        }
        return new String(element.value(), 0, end, StandardCharsets.ISO_8859_1).stripLeading();
    }

    /** The parts of a text with several values; empty where there is none. */
    public List<String> texts(Attribute attribute) {
        String text = text(attribute);
        if (text.isEmpty()) {
            return List.of();
        }
        List<String> parts = new ArrayList<>();
        for (String part : text.split("\\\\", -1)) {
            parts.add(part.strip());
        }
        return parts;
    }

    /** Numbers, whether written as decimal text or in binary; empty where there are none. */
    public double[] numbers(Attribute attribute) {
        Element element = elements.getOrDefault(attribute, NOTHING);
        if (element.value() == null) {
            throw Part10Faults.value(attribute, "numbers, got a sequence");
        }
        Vr vr = element.vr() == Vr.UN ? attribute.vr() : element.vr();
        return vr.isText() ? decimals(attribute) : binary(attribute, vr, element.value());
    }

    private double[] decimals(Attribute attribute) {
        List<String> texts = texts(attribute);
        double[] numbers = new double[texts.size()];
        for (int n = 0; n < numbers.length; n++) {
            try {
                numbers[n] = Double.parseDouble(texts.get(n));
            } catch (NumberFormatException e) {
                throw Part10Faults.value(attribute, "decimal numbers");
            }
            if (!Double.isFinite(numbers[n])) {
                throw Part10Faults.value(attribute, "finite numbers");
            }
        }
        return numbers;
    }

    private static double[] binary(Attribute attribute, Vr vr, byte[] value) {
        int bytes = vr.numberBytes();
        if (bytes == 0 || value.length % bytes != 0) {
            throw Part10Faults.value(attribute, "numbers");
        }
        ByteBuffer buffer = ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN);
        double[] numbers = new double[value.length / bytes];
        for (int n = 0; n < numbers.length; n++) {
            int at = n * bytes;
            numbers[n] = switch (vr) {
                case US, OW -> buffer.getShort(at) & 0xffff;
                case SS -> buffer.getShort(at);
                case SL -> buffer.getInt(at);
                case UL, OL, AT -> buffer.getInt(at) & 0xffffffffL;
                case FL, OF -> buffer.getFloat(at);
                case FD, OD -> buffer.getDouble(at);
                default -> buffer.getLong(at);
            };
        }
        return numbers;
    }

    /** The first number, if there is one. */
    public Optional<Double> number(Attribute attribute) {
        double[] numbers = numbers(attribute);
        return numbers.length == 0 ? Optional.empty() : Optional.of(numbers[0]);
    }

    /** A whole number, or what it is by default. */
    public int integer(Attribute attribute, int absent) {
        double number = number(attribute).orElse((double) absent);
        if (number != Math.rint(number) || Math.abs(number) > Integer.MAX_VALUE) {
            throw Part10Faults.value(attribute, "a whole number");
        }
        return (int) number;
    }

    /** Items of a sequence; empty where there is none. */
    public List<DataSet> items(Attribute attribute) {
        List<DataSet> items = elements.getOrDefault(attribute, NOTHING).items();
        return items == null ? List.of() : items;
    }

    /** The first item of a sequence. */
    public Optional<DataSet> item(Attribute attribute) {
        return items(attribute).stream().findFirst();
    }

    /** Copies a value as it is, if it is there. */
    public void copy(Attribute attribute, DataSet from) {
        Element element = from.elements.get(attribute);
        if (element != null) {
            elements.put(attribute, element);
        }
    }

    /** As {@link #copy}, or an empty value: attributes that must be there but may be empty (type 2). */
    public void copyOrEmpty(Attribute attribute, DataSet from) {
        putBytes(attribute, new byte[0]);
        copy(attribute, from);
    }

    /** Text of ASCII characters, several values parted by backslashes. */
    public DataSet put(Attribute attribute, String text) {
        return putBytes(attribute, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Whole numbers in the attribute's own representation (US, UL, AT as group and element, or text). */
    public DataSet put(Attribute attribute, int... numbers) {
        if (attribute.vr().isText()) {
            StringBuilder text = new StringBuilder();
            for (int number : numbers) {
                text.append(text.isEmpty() ? "" : "\\").append(number);
            }
            return put(attribute, text.toString());
        }
        boolean halves = attribute.vr() == Vr.AT || attribute.vr().numberBytes() == 2;
        ByteBuffer buffer =
                ByteBuffer.allocate(numbers.length * (halves ? 2 : 4)).order(ByteOrder.LITTLE_ENDIAN);
        for (int number : numbers) {
            if (halves) {
                buffer.putShort((short) number);
            } else {
                buffer.putInt(number);
            }
        }
        return putBytes(attribute, buffer.array());
    }

    /** Names another attribute (VR AT). */
    public DataSet put(Attribute attribute, Attribute named) {
        return put(attribute, named.pointer());
    }

    public DataSet putBytes(Attribute attribute, byte[] value) {
        elements.put(attribute, Element.of(attribute.vr(), value));
        return this;
    }

    public DataSet put(Attribute attribute, List<DataSet> items) {
        elements.put(attribute, Element.ofItems(List.copyOf(items)));
        return this;
    }

    public DataSet put(Attribute attribute, DataSet item) {
        return put(attribute, List.of(item));
    }
}
