package io.callout4j.cxf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.callout4j.Callouts;
import io.callout4j.cxf.references.References;
import io.callout4j.error.CalloutResponseException;
import io.callout4j.request.CalloutLimits;
import io.callout4j.request.ResponseValues;
import io.callout4j.spi.SoapCodec;
import jakarta.xml.bind.annotation.XmlAttribute;
import jakarta.xml.bind.annotation.XmlElement;
import jakarta.xml.bind.annotation.XmlElementWrapper;
import jakarta.xml.bind.annotation.XmlElements;
import jakarta.xml.bind.annotation.XmlEnumValue;
import jakarta.xml.bind.annotation.XmlList;
import jakarta.xml.bind.annotation.XmlRootElement;
import jakarta.xml.bind.annotation.XmlSeeAlso;
import jakarta.xml.bind.annotation.XmlType;
import jakarta.xml.bind.annotation.XmlValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.datatype.XMLGregorianCalendar;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A response that the response type cannot hold is an error, and not a value that the server did not send. */
class ResponseValuesTest {

    private static final String XSI = "xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'";

    enum Color {
        RED,
        @XmlEnumValue("light-blue")
        LIGHT_BLUE
    }

    @XmlType(name = "animal")
    @XmlSeeAlso(Dog.class)
    static class Animal {
        @XmlElement
        public String name;
    }

    @XmlType(name = "dog")
    static class Dog extends Animal {
        @XmlElement
        public int legs;
    }

    @XmlType(name = "plant")
    static class Plant {
        @XmlElement
        public String leaf;
    }

    static class Amount {
        @XmlAttribute
        public Color color;

        @XmlAttribute
        public Integer scale;

        @XmlValue
        public BigDecimal value;
    }

    @XmlRootElement(name = "r")
    @XmlSeeAlso(Plant.class)
    static class Answer {
        @XmlElement
        public int i;

        @XmlElement
        public Integer boxed;

        @XmlElement(nillable = true)
        public Integer nillable;

        @XmlElement
        public long l;

        @XmlElement
        public short s;

        @XmlElement
        public byte b;

        @XmlElement
        public boolean flag;

        @XmlElement
        public Boolean boxedFlag;

        @XmlElement
        public double d;

        @XmlElement
        public float f;

        @XmlElement
        public BigInteger big;

        @XmlElement
        public BigDecimal decimal;

        @XmlElement
        public XMLGregorianCalendar when;

        @XmlElement
        public Color color;

        @XmlElement
        public byte[] bytes;

        @XmlElement
        public String text;

        @XmlElement(defaultValue = "7")
        public Integer seven;

        @XmlElement
        public List<Integer> many;

        @XmlList
        public List<Integer> list;

        @XmlElementWrapper(name = "wrapper")
        @XmlElement(name = "item")
        public List<Integer> wrapped;

        @XmlElement
        public Animal animal;

        @XmlElement
        public Amount amount;

        @XmlElements({@XmlElement(name = "one", type = Integer.class), @XmlElement(name = "other", type = Color.class)})
        public Object choice;

        @XmlElement
        public Object anything;
    }

    private static final SoapCodec STRICT = Decoding.codec();

    private static Answer read(String content) {
        return Decoding.value(
                STRICT, Answer.class, "text/xml; charset=UTF-8", Decoding.envelope("", "<r>" + content + "</r>"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    <i>99999999999</i>|r/i|99999999999|int
                    <i>2147483648</i>|r/i|2147483648|int
                    <i></i>|r/i||int
                    <i>1 2</i>|r/i|1 2|int
                    <i>1-2</i>|r/i|1-2|int
                    <i>1.0</i>|r/i|1.0|int
                    <i>12abc</i>|r/i|12abc|int
                    <i>\u0661</i>|r/i|\u0661|int
                    <boxed/>|r/boxed||java.lang.Integer
                    <l>9223372036854775808</l>|r/l|9223372036854775808|long
                    <s>70000</s>|r/s|70000|short
                    <b>300</b>|r/b|300|byte
                    <flag>maybe</flag>|r/flag|maybe|boolean
                    <flag>TRUE</flag>|r/flag|TRUE|boolean
                    <flag/>|r/flag||boolean
                    <boxedFlag>yes</boxedFlag>|r/boxedFlag|yes|java.lang.Boolean
                    <d>1e400</d>|r/d|1e400|double
                    <d>12d</d>|r/d|12d|double
                    <f>1e39</f>|r/f|1e39|float
                    <big>1.5</big>|r/big|1.5|java.math.BigInteger
                    <decimal>1,5</decimal>|r/decimal|1,5|java.math.BigDecimal
                    <when>yesterday</when>|r/when|yesterday|javax.xml.datatype.XMLGregorianCalendar
                    <when>2026-13-01</when>|r/when|2026-13-01|javax.xml.datatype.XMLGregorianCalendar
                    <color>GREEN</color>|r/color|GREEN|io.callout4j.cxf.ResponseValuesTest$Color
                    <many>1</many><many>x</many>|r/many|x|java.lang.Integer
                    <list>1 2 x</list>|r/list|1 2 x|java.lang.Integer[]
                    <wrapper><item>x</item></wrapper>|r/wrapper/item|x|java.lang.Integer
                    <amount>x</amount>|r/amount|x|java.math.BigDecimal
                    <one>x</one>|r/one|x|java.lang.Integer
                    <other>x</other>|r/other|x|io.callout4j.cxf.ResponseValuesTest$Color
                    <seven>x</seven>|r/seven|x|java.lang.Integer
                    """)
    void rejectsAValueThatTheTypeCannotHold(String content, String element, String value, String type) {
        String shown = value == null ? "" : value;
        assertThatThrownBy(() -> read(content))
                .isInstanceOf(CalloutResponseException.class)
                .hasMessage("Web service callout failed: The element '" + element + "' contains '" + shown
                        + "', which is not a value of type " + type + ". The response does not match the response type "
                        + Answer.class.getName() + "; the server has acted on the request. Compare the type with the"
                        + " service's WSDL, or set responseValues to lenient to accept such values.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<amount scale='x'>1</amount>",
                "<amount color='GREEN'>1</amount>",
                "<amount color=' RED'>1</amount>",
            })
    void rejectsAnAttributeThatTheTypeCannotHold(String content) {
        assertThatThrownBy(() -> read(content))
                .isInstanceOf(CalloutResponseException.class)
                .hasMessageContaining("' of 'r/amount' contains '");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<bytes>AAA</bytes>", "<bytes>AA*A</bytes>", "<bytes>A===</bytes>", "<bytes>AA==AA==</bytes>"})
    void rejectsTextThatIsNotBase64(String content) {
        assertThatThrownBy(() -> read(content))
                .isInstanceOf(CalloutResponseException.class)
                .hasMessageContaining("The element 'r/bytes' contains text that is not base64");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<i>1</i><i>2</i>",
                "<text>a</text><text>b</text>",
                "<animal/><animal/>",
                "<one>1</one><other>RED</other>",
                "<list>1</list><list>2</list>",
                "<wrapper/><wrapper/>"
            })
    void rejectsASecondElementWhereThereIsRoomForOne(String content) {
        assertThatThrownBy(() -> read(content))
                .isInstanceOf(CalloutResponseException.class)
                .hasMessageContaining("There is more than one element 'r/")
                .hasMessageContaining("but the response type has room for one");
    }

    @Test
    void rejectsElementsInsideOfAValue() {
        assertThatThrownBy(() -> read("<i>1<b>2</b></i>"))
                .isInstanceOf(CalloutResponseException.class)
                .hasMessageContaining(
                        "The element 'r/i' contains the element 'b', but a value of type int was expected.");
    }

    @Test
    void showsOnlyTheBeginningOfALongValue() {
        assertThatThrownBy(() -> read("<i>" + "9".repeat(1_000_000) + "</i>"))
                .isInstanceOf(CalloutResponseException.class)
                .satisfies(e -> assertThat(e.getMessage().length()).isLessThan(500));
    }

    /** BigInteger takes time that grows with the square of the number of digits. */
    @ParameterizedTest
    @ValueSource(strings = {"big", "decimal", "i", "d"})
    void rejectsNumbersWithVeryManyDigits(String element) {
        String content = "<" + element + ">" + "9".repeat(5_000_000) + "</" + element + ">";
        assertThatThrownBy(() -> read(content)).isInstanceOf(CalloutResponseException.class);
    }

    @Nested
    class AnXsiType {

        @Test
        void mayNameADerivedType() {
            Answer answer = read("<animal " + XSI + " xsi:type='dog'><name>Rex</name><legs>4</legs></animal>");
            assertThat(answer.animal).isInstanceOfSatisfying(Dog.class, dog -> assertThat(dog.legs)
                    .isEqualTo(4));
            assertThatThrownBy(() -> read("<animal " + XSI + " xsi:type='dog'><legs>four</legs></animal>"))
                    .hasMessageContaining("'r/animal/legs' contains 'four'");
        }

        @ParameterizedTest
        @ValueSource(strings = {"plant", "cat", "x:dog", "xsd:string"})
        void mustBeDerivedFromTheDeclaredType(String type) {
            assertThatThrownBy(() -> read("<animal " + XSI + " xmlns:xsd='http://www.w3.org/2001/XMLSchema' xsi:type='"
                            + type + "'><name>Rex</name></animal>"))
                    .isInstanceOf(CalloutResponseException.class)
                    .hasMessageContaining("The element 'r/animal' has the type '" + type + "' (xsi:type), which is not "
                            + Animal.class.getName() + " or a type derived from it.");
        }

        @Test
        void mayRepeatTheTypeOfAValue() {
            String content = "<i " + XSI + " xmlns:xsd='http://www.w3.org/2001/XMLSchema' xsi:type='xsd:int'>5</i>";
            assertThat(read(content).i).isEqualTo(5);
        }

        @Test
        void decidesAboutAnObject() {
            String xsd = XSI + " xmlns:xsd='http://www.w3.org/2001/XMLSchema'";
            assertThat(read("<anything " + xsd + " xsi:type='xsd:int'>5</anything>").anything)
                    .isEqualTo(5);
            assertThatThrownBy(() -> read("<anything " + xsd + " xsi:type='xsd:int'>five</anything>"))
                    .isInstanceOf(CalloutResponseException.class)
                    .hasMessageContaining("'five'");
        }
    }

    /** What wsdl2java makes of optional, nillable elements. */
    @Nested
    class AnElementReference {

        private References read(String content) {
            return Decoding.value(References.class, "<t:references xmlns:t='urn:t'>" + content + "</t:references>");
        }

        @Test
        void isCheckedLikeAnElement() {
            assertThat(read("<t:optional>3</t:optional>").optional.getValue()).isEqualTo(3);
            assertThat(read("<t:optional " + XSI + " xsi:nil='true'/>").optional.isNil())
                    .isTrue();
            assertThatThrownBy(() -> read("<t:optional>x</t:optional>"))
                    .hasMessageContaining("The element 'references/optional' contains 'x'");
            assertThatThrownBy(() -> read("<t:optional>1</t:optional><t:optional>2</t:optional>"))
                    .hasMessageContaining("There is more than one element 'references/optional'");
        }

        @Test
        void leavesWildcardsAlone() {
            References read = read("<x xmlns='urn:x'><t:optional>x</t:optional></x><x xmlns='urn:x'/>");
            assertThat(read.others).hasSize(2);
        }
    }

    @Nested
    class Nil {

        private static final String NIL = XSI + " xsi:nil='true'";

        @Test
        void isNull() {
            assertThat(read("<nillable " + NIL + "/>").nillable).isNull();
            assertThat(read("<boxed " + NIL + "/>").boxed).isNull();
            assertThat(read("<animal " + NIL + "/><text>after</text>").text).isEqualTo("after");
        }

        @Test
        void isNoPrimitive() {
            assertThatThrownBy(() -> read("<i " + NIL + "/>"))
                    .isInstanceOf(CalloutResponseException.class)
                    .hasMessageContaining("The element 'r/i' is nil, but its type is int.");
        }
    }

    @Nested
    class Accepts {

        @Test
        void whatTheTypesCanHold() {
            Answer answer =
                    read("<i> +5 </i><l>-9223372036854775808</l><s>-32768</s><b>127</b><flag>1</flag><boxedFlag/>"
                            + "<d>-INF</d><f>1.5E3</f><big>-0009</big><decimal>1e2</decimal><when>2026-11-25T10:00:00Z</when>"
                            + "<color>light-blue</color><bytes>\nQU\r\n JD </bytes><text/><seven/><many>1</many><many>2</many>"
                            + "<list> 1  2 </list><wrapper><item>1</item><item>2</item></wrapper>"
                            + "<amount scale='2' color='RED'>1.50</amount><one>4</one>");
            assertThat(answer.i).isEqualTo(5);
            assertThat(answer.l).isEqualTo(Long.MIN_VALUE);
            assertThat(answer.s).isEqualTo(Short.MIN_VALUE);
            assertThat(answer.b).isEqualTo(Byte.MAX_VALUE);
            assertThat(answer.flag).isTrue();
            assertThat(answer.boxedFlag).isNull();
            assertThat(answer.d).isEqualTo(Double.NEGATIVE_INFINITY);
            assertThat(answer.f).isEqualTo(1500f);
            assertThat(answer.big).isEqualTo(BigInteger.valueOf(-9));
            assertThat(answer.decimal).isEqualByComparingTo("100");
            assertThat(answer.when.getYear()).isEqualTo(2026);
            assertThat(answer.color).isEqualTo(Color.LIGHT_BLUE);
            assertThat(answer.bytes).isEqualTo("ABC".getBytes(StandardCharsets.US_ASCII));
            assertThat(answer.text).isEmpty();
            assertThat(answer.seven).isEqualTo(7);
            assertThat(answer.many).containsExactly(1, 2);
            assertThat(answer.list).containsExactly(1, 2);
            assertThat(answer.wrapped).containsExactly(1, 2);
            assertThat(answer.amount.value).isEqualByComparingTo("1.5");
            assertThat(answer.amount.color).isEqualTo(Color.RED);
            assertThat(answer.choice).isEqualTo(4);
        }

        @Test
        void elementsAndAttributesThatAreNew() {
            Answer answer =
                    read("<i new='1'>5</i><new><i>x</i><i>y</i></new><text>after</text><i xmlns='urn:other'>x</i>"
                            + "<animal><age>x</age><name>Rex</name></animal>");
            assertThat(answer.i).isEqualTo(5);
            assertThat(answer.text).isEqualTo("after");
            assertThat(answer.animal.name).isEqualTo("Rex");
        }

        @Test
        void anEmptyConstantAsNull() {
            assertThat(read("<color/>").color).isNull();
        }
    }

    @Nested
    class WithLenientValues {

        private final SoapCodec lenient = new CxfCodecProvider().open(CalloutLimits.standard(), ResponseValues.LENIENT);

        private Answer read(String content) {
            return Decoding.value(lenient, Answer.class, "text/xml", Decoding.envelope("", "<r>" + content + "</r>"));
        }

        @Test
        void jaxbDecides() {
            assertThat(read("<i>99999999999</i>").i).isEqualTo(1215752191);
            assertThat(read("<color>GREEN</color>").color).isNull();
            assertThat(read("<text>a</text><text>b</text><new/>").text).isEqualTo("b");
        }

        @Test
        void theRuntimeIsConfigured() {
            try (LoopbackServer server = LoopbackServer.plain(
                            StatusService.always(StatusService.ok("fine</s:result><s:result>twice")));
                    Callouts strict = Callouts.builder().build();
                    Callouts lenient = Callouts.builder()
                            .responseValues(ResponseValues.LENIENT)
                            .build()) {
                assertThatThrownBy(() -> new StatusService.Port(strict, server.url()).updateStatus("1", "x"))
                        .isInstanceOf(CalloutResponseException.class)
                        .hasMessageContaining("more than one element");
                assertThat(new StatusService.Port(lenient, server.url()).updateStatus("1", "x"))
                        .isEqualTo("twice");
            }
        }
    }
}
