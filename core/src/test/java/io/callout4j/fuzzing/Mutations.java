package io.callout4j.fuzzing;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Object;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.DERUTF8String;

/** Changes to valid files. */
public final class Mutations {

    private static final byte[] INTERESTING = {0, 1, 0x30, 0x7f, (byte) 0x80, (byte) 0x84, (byte) 0xff};

    private Mutations() {}

    /** A few bytes, lengths, cuts, or parts of another file. */
    public static byte[] bytes(byte[] original, byte[] other, Random random) {
        byte[] mutant = original.clone();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(mutant.length);
            switch (random.nextInt(7)) {
                case 0 -> mutant[at] = (byte) random.nextInt(256);
                case 1 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> mutant = Arrays.copyOf(mutant, Math.max(1, at));
                case 3 -> splice(mutant, at, other, random);
                case 4 -> splice(mutant, at, original, random);
                case 5 -> number(mutant, at, random);
                default -> mutant[at] = INTERESTING[random.nextInt(INTERESTING.length)];
            }
        }
        return mutant;
    }

    private static void splice(byte[] mutant, int at, byte[] source, Random random) {
        int from = random.nextInt(source.length);
        int length = Math.min(Math.min(random.nextInt(64), mutant.length - at), source.length - from);
        System.arraycopy(source, from, mutant, at, length);
    }

    /** Four bytes that may be a length or a count. */
    private static void number(byte[] mutant, int at, Random random) {
        int[] numbers = {0, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 1 << 20, random.nextInt()};
        int number = numbers[random.nextInt(numbers.length)];
        for (int i = 0; i < 4 && at + i < mutant.length; i++) {
            mutant[at + i] = (byte) (number >>> (24 - 8 * i));
        }
    }

    /** Replaces one element of some DER by another one, of the same file, of another one, or an extreme one; its lengths are right. */
    public static byte[] structure(byte[] original, byte[] other, Random random) {
        try {
            ASN1Primitive tree = ASN1Primitive.fromByteArray(original);
            List<ASN1Encodable> elements = new ArrayList<>();
            collect(tree, elements, 0);
            List<ASN1Encodable> theirs = new ArrayList<>(elements);
            collect(ASN1Primitive.fromByteArray(other), theirs, 0);
            ASN1Encodable replaced = elements.get(random.nextInt(elements.size()));
            ASN1Encodable replacement =
                    random.nextInt(3) == 0 ? extreme(random) : theirs.get(random.nextInt(theirs.size()));
            return replace(tree, replaced, replacement).toASN1Primitive().getEncoded();
        } catch (IOException | RuntimeException e) {
            // Not DER, or what came out cannot be encoded.
            return bytes(original, other, random);
        }
    }

    private static ASN1Encodable extreme(Random random) {
        return switch (random.nextInt(9)) {
            case 0 -> new ASN1Integer(Integer.MAX_VALUE);
            case 1 -> new ASN1Integer(BigInteger.ONE.shiftLeft(64));
            case 2 -> new ASN1Integer(-1);
            case 3 -> new ASN1Integer(0);
            case 4 -> new ASN1Integer(BigInteger.ONE.shiftLeft(1 << 18));
            case 5 -> DERNull.INSTANCE;
            case 6 -> new DEROctetString(new byte[0]);
            case 7 -> new DERUTF8String("\u001b[2J\r\n".repeat(1 + random.nextInt(1000)));
            default -> new ASN1ObjectIdentifier("1.2" + ".1234567".repeat(1 + random.nextInt(1000)));
        };
    }

    private static void collect(ASN1Encodable at, List<ASN1Encodable> elements, int depth) {
        elements.add(at);
        if (depth > 40) {
            return;
        }
        if (at instanceof ASN1Sequence sequence) {
            sequence.forEach(child -> collect(child, elements, depth + 1));
        } else if (at instanceof ASN1Set set) {
            set.forEach(child -> collect(child, elements, depth + 1));
        } else if (at instanceof ASN1TaggedObject tagged && tagged.isExplicit()) {
            collect(tagged.getExplicitBaseObject(), elements, depth + 1);
        } else if (at instanceof ASN1OctetString octets) {
            ASN1Encodable inner = inner(octets);
            if (inner != null) {
                collect(inner, elements, depth + 1);
            }
        }
    }

    /** PKCS#12 wraps its parts in OCTET STRINGs. */
    private static ASN1Encodable inner(ASN1OctetString octets) {
        try {
            return octets.getOctets().length > 1 && octets.getOctets()[0] == 0x30
                    ? ASN1Primitive.fromByteArray(octets.getOctets())
                    : null;
        } catch (IOException e) {
            return null;
        }
    }

    private static ASN1Encodable replace(ASN1Encodable at, ASN1Encodable replaced, ASN1Encodable replacement)
            throws IOException {
        if (at == replaced || (at instanceof ASN1Object object && object.equals(replaced))) {
            return replacement;
        }
        if (at instanceof ASN1Sequence sequence) {
            return new DERSequence(replaceIn(sequence, replaced, replacement));
        }
        if (at instanceof ASN1Set set) {
            return new DERSet(replaceIn(set, replaced, replacement));
        }
        if (at instanceof ASN1TaggedObject tagged && tagged.isExplicit()) {
            return new DERTaggedObject(
                    true,
                    tagged.getTagClass(),
                    tagged.getTagNo(),
                    replace(tagged.getExplicitBaseObject(), replaced, replacement));
        }
        ASN1Encodable inner = at instanceof ASN1OctetString octets ? inner(octets) : null;
        return inner == null
                ? at
                : new DEROctetString(
                        replace(inner, replaced, replacement).toASN1Primitive().getEncoded());
    }

    private static ASN1EncodableVector replaceIn(
            Iterable<ASN1Encodable> elements, ASN1Encodable replaced, ASN1Encodable replacement) throws IOException {
        ASN1EncodableVector all = new ASN1EncodableVector();
        for (ASN1Encodable element : elements) {
            all.add(replace(element, replaced, replacement));
        }
        return all;
    }

    /** A text with a word of its format inserted, a line repeated, or a few bytes changed. */
    public static byte[] text(String original, List<String> words, Random random) {
        StringBuilder text = new StringBuilder(original);
        int changes = 1 + random.nextInt(5);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(text.length() + 1);
            switch (random.nextInt(4)) {
                case 0 -> text.insert(at, words.get(random.nextInt(words.size())));
                case 1 ->
                    text.insert(at, words.get(random.nextInt(words.size())).repeat(1 + random.nextInt(200)));
                case 2 -> text.delete(at, Math.min(text.length(), at + random.nextInt(20)));
                default -> {
                    int from = random.nextInt(text.length() + 1);
                    text.insert(at, text.substring(from, Math.min(text.length(), from + random.nextInt(100))));
                }
            }
        }
        byte[] bytes = text.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        if (bytes.length > 0 && random.nextInt(4) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }
}
