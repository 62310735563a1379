package io.callout4j.internal.document;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** A value in a file. Immutable, like what is in it. */
public sealed interface Node {

    /** An object, its keys in the order of the file. */
    record Branch(Map<String, Node> children) implements Node {}

    /** A list. */
    record Items(List<Node> items) implements Node {}

    /** A string. */
    record Text(String text) implements Node {}

    /** A number without a fraction. */
    record Whole(BigInteger number) implements Node {

        /** Whether it is a number that an int can hold. */
        public boolean isInt() {
            return number.bitLength() < Integer.SIZE;
        }
    }

    /** A number with a fraction or an exponent. */
    record Fraction(double number) implements Node {}

    /** True or false. */
    record Truth(boolean value) implements Node {}

    /** The word null. */
    record Nothing() implements Node {}
}
