package io.callout4j.certificates;

import io.callout4j.error.CalloutException;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A separate process that changes stores: for each input line with the path of a store and names, it creates an entry for each name, and
 * prints {@code done NAME} or {@code refused NAME}. With {@code *} instead of the names, it continues until it is killed.
 */
final class StoreWriter {

    static final char[] PASSWORD = "secret".toCharArray();

    private StoreWriter() {}

    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println("ready");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String[] words = line.split("\t");
            CertificateStore store = CertificateStore.at(Path.of(words[0]), PASSWORD);
            if (words[1].equals("*")) {
                for (int i = 0; ; i++) {
                    create(store, "Entry" + i);
                }
            }
            for (int i = 1; i < words.length; i++) {
                create(store, words[i]);
            }
            System.out.println("end");
        }
    }

    private static void create(CertificateStore store, String name) {
        CertificateProfile profile = CertificateProfile.client("CN=" + name).withKey(KeyKind.EC_P256);
        try {
            store.createSelfSigned(NewEntry.named(name), profile);
            System.out.println("done " + name);
        } catch (CalloutException e) {
            System.out.println("refused " + name + " " + e.getMessage());
        }
    }
}
