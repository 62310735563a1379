package io.callout4j.cxf.values;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import javax.xml.datatype.DatatypeConfigurationException;
import javax.xml.datatype.DatatypeFactory;
import javax.xml.datatype.Duration;
import javax.xml.datatype.XMLGregorianCalendar;

/**
 * Which text a Java type can hold (XML Schema part 2). Where servers are commonly more liberal than the schema, and the value is still
 * certain, the text is accepted: whitespace around a number, a plus sign, an exponent in a decimal.
 */
final class ValueRule {

    /** Any text, not even looked at. */
    static final ValueRule ANY = new ValueRule(Kind.ANY, false, false, text -> true);

    /** Base64, checked while it is read because it may be large. */
    static final ValueRule BASE64 = new ValueRule(Kind.BASE64, false, true, text -> true);

    enum Kind {
        ANY,
        TEXT,
        BASE64
    }

    /** Longer numbers take BigInteger and BigDecimal more than proportionally longer to read. */
    private static final int MAX_DIGITS = 10_000;

    /** A sign and digits of this length always fit into a long. */
    private static final int MAX_DIGITS_OF_LONG = 19;

    private static final Pattern DECIMAL =
            Pattern.compile("[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]{1,4})?");
    private static final Set<String> BOOLEANS = Set.of("true", "false", "1", "0");
    private static final Set<String> SPECIAL_NUMBERS = Set.of("INF", "-INF", "+INF", "NaN");
    private static final DatatypeFactory DATATYPES = datatypes();

    private static final Map<Class<?>, ValueRule> RULES = Map.ofEntries(
            Map.entry(boolean.class, rule(false, BOOLEANS::contains)),
            Map.entry(Boolean.class, rule(true, BOOLEANS::contains)),
            Map.entry(byte.class, integer(Byte.MIN_VALUE, Byte.MAX_VALUE)),
            Map.entry(Byte.class, integer(Byte.MIN_VALUE, Byte.MAX_VALUE)),
            Map.entry(short.class, integer(Short.MIN_VALUE, Short.MAX_VALUE)),
            Map.entry(Short.class, integer(Short.MIN_VALUE, Short.MAX_VALUE)),
            Map.entry(char.class, integer(Character.MIN_VALUE, Character.MAX_VALUE)),
            Map.entry(Character.class, integer(Character.MIN_VALUE, Character.MAX_VALUE)),
            Map.entry(int.class, integer(Integer.MIN_VALUE, Integer.MAX_VALUE)),
            Map.entry(Integer.class, integer(Integer.MIN_VALUE, Integer.MAX_VALUE)),
            Map.entry(long.class, integer(Long.MIN_VALUE, Long.MAX_VALUE)),
            Map.entry(Long.class, integer(Long.MIN_VALUE, Long.MAX_VALUE)),
            Map.entry(BigInteger.class, rule(true, ValueRule::isInteger)),
            Map.entry(BigDecimal.class, rule(true, ValueRule::isDecimal)),
            Map.entry(float.class, rule(false, text -> isFloating(text, true))),
            Map.entry(Float.class, rule(false, text -> isFloating(text, true))),
            Map.entry(double.class, rule(false, text -> isFloating(text, false))),
            Map.entry(Double.class, rule(false, text -> isFloating(text, false))),
            Map.entry(XMLGregorianCalendar.class, rule(false, ValueRule::isDate)),
            Map.entry(java.util.GregorianCalendar.class, rule(false, ValueRule::isDate)),
            Map.entry(java.util.Calendar.class, rule(false, ValueRule::isDate)),
            Map.entry(java.util.Date.class, rule(false, ValueRule::isDate)),
            Map.entry(Duration.class, rule(false, ValueRule::isDuration)),
            Map.entry(byte[].class, BASE64),
            Map.entry(jakarta.activation.DataHandler.class, BASE64),
            Map.entry(javax.xml.transform.Source.class, BASE64));

    private final Kind kind;
    private final boolean exact;
    private final boolean emptyIsNull;
    private final Predicate<String> holds;

    private ValueRule(Kind kind, boolean exact, boolean emptyIsNull, Predicate<String> holds) {
        this.kind = kind;
        this.exact = exact;
        this.emptyIsNull = emptyIsNull;
        this.holds = holds;
    }

    /** The rule for a type that JAXB converts itself. */
    static ValueRule of(Class<?> type) {
        // By its name, because it is in a module of its own, java.desktop.
        return type.getName().equals("java.awt.Image") ? BASE64 : RULES.getOrDefault(type, ANY);
    }

    /** A rule for text without surrounding whitespace. */
    static ValueRule rule(boolean emptyIsNull, Predicate<String> holds) {
        return new ValueRule(Kind.TEXT, false, emptyIsNull, holds);
    }

    /** A rule for an enumeration, for which whitespace counts: JAXB binds {@code " RED"} to null. */
    static ValueRule enumeration(Predicate<String> isConstant) {
        return new ValueRule(Kind.TEXT, true, true, isConstant);
    }

    Kind kind() {
        return kind;
    }

    /** Whether whitespace around the text belongs to the value. */
    boolean exact() {
        return exact;
    }

    /** Whether JAXB binds empty text to null and not to a value that the server did not send. */
    boolean emptyIsNull() {
        return emptyIsNull;
    }

    boolean holds(String text) {
        return holds.test(text);
    }

    private static ValueRule integer(long least, long most) {
        return rule(false, text -> {
            if (!isInteger(text)) {
                return false;
            }
            if (text.length() < MAX_DIGITS_OF_LONG) {
                long value = Long.parseLong(text);
                return value >= least && value <= most;
            }
            BigInteger value = new BigInteger(text);
            return value.bitLength() < Long.SIZE && value.longValue() >= least && value.longValue() <= most;
        });
    }

    private static boolean isInteger(String text) {
        int digits = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        if (text.length() > MAX_DIGITS || text.length() == digits) {
            return false;
        }
        for (int i = digits; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    private static boolean isDecimal(String text) {
        return text.length() <= MAX_DIGITS && DECIMAL.matcher(text).matches();
    }

    /** A number that is too large for the type would be bound to infinity. */
    private static boolean isFloating(String text, boolean isFloat) {
        if (SPECIAL_NUMBERS.contains(text)) {
            return true;
        }
        if (!isDecimal(text)) {
            return false;
        }
        double value = Double.parseDouble(text);
        return !Double.isInfinite(isFloat ? (float) value : value);
    }

    private static boolean isDate(String text) {
        try {
            return text.length() <= MAX_DIGITS
                    && DATATYPES.newXMLGregorianCalendar(text).isValid();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isDuration(String text) {
        try {
            return text.length() <= MAX_DIGITS && DATATYPES.newDuration(text) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static DatatypeFactory datatypes() {
        try {
            return DatatypeFactory.newInstance();
        } catch (DatatypeConfigurationException e) {
            throw new IllegalStateException("The JDK has no javax.xml.datatype.DatatypeFactory", e);
        }
    }
}
