package org.e2enet.dicom.series;

import java.util.List;

/** A direction or place in LPS millimetres. */
record Vector(double x, double y, double z) {
    static Vector of(List<Double> numbers, int from) {
        return new Vector(numbers.get(from), numbers.get(from + 1), numbers.get(from + 2));
    }

    double dot(Vector other) {
        return x * other.x + y * other.y + z * other.z;
    }

    Vector cross(Vector other) {
        return new Vector(y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x);
    }

    Vector minus(Vector other) {
        return new Vector(x - other.x, y - other.y, z - other.z);
    }

    Vector plus(Vector other) {
        return new Vector(x + other.x, y + other.y, z + other.z);
    }

    Vector times(double factor) {
        return new Vector(x * factor, y * factor, z * factor);
    }

    Vector over(double divisor) {
        return new Vector(x / divisor, y / divisor, z / divisor);
    }

    double length() {
        return Math.sqrt(dot(this));
    }
}
