#!/bin/sh
# Makes the fixtures beside it: key stores as real tools write them. Run it in an empty folder and copy what it leaves in
# "out". Everything lives a hundred years except the classic pair, which has the 730 days of its recipe.
#
# Needs OpenSSL 3.0, keytool of JDK 17 (KEYTOOL17) and 25 (KEYTOOL25), GnuTLS certtool, NSS certutil and pk12util.
set -eu
KEYTOOL17=${KEYTOOL17:-/usr/lib/jvm/java-17-openjdk-amd64/bin/keytool}
KEYTOOL25=${KEYTOOL25:-/usr/lib/jvm/temurin-25-jdk-amd64/bin/keytool}
DAYS=36500
export LC_ALL=C.UTF-8
mkdir -p out

# --- the classic way: own root, key, request, signature, PKCS#12, base64 ---
openssl genrsa -out rootCA.key 2048
openssl req -x509 -new -nodes -key rootCA.key -sha256 -days 730 -subj "/CN=Contoso Root" -out rootCA.pem
openssl genrsa -out classic.key 2048
openssl req -new -key classic.key -subj "/O=Contoso/CN=Contoso_SF" -out classic.csr
openssl x509 -req -in classic.csr -CA rootCA.pem -CAkey rootCA.key -CAcreateserial -days 730 -sha256 -out classic.crt
openssl pkcs12 -export -inkey classic.key -in classic.crt -certfile rootCA.pem -passout pass:secret -out classic.p12
openssl base64 -in classic.p12 -out out/classic.b64
openssl pkcs12 -export -legacy -inkey classic.key -in classic.crt -certfile rootCA.pem -passout pass:secret -out legacy.p12
openssl base64 -in legacy.p12 -out out/classic-legacy.b64

# --- a small chain on P-256 for everything else ---
openssl ecparam -name prime256v1 -genkey -noout -out root.key
openssl req -x509 -new -key root.key -days $DAYS -subj "/CN=Test Root" -out root.pem
openssl ecparam -name prime256v1 -genkey -noout -out int.key
openssl req -new -key int.key -subj "/CN=Test Intermediate" -out int.csr
printf 'basicConstraints=critical,CA:TRUE\nkeyUsage=keyCertSign\n' > int.ext
openssl x509 -req -in int.csr -CA root.pem -CAkey root.key -CAcreateserial -days $DAYS -extfile int.ext -out int.pem
openssl ecparam -name prime256v1 -genkey -noout -out leaf.key
openssl req -new -key leaf.key -subj "/CN=Test Client" -out leaf.csr
printf 'keyUsage=digitalSignature\nextendedKeyUsage=clientAuth\n' > leaf.ext
openssl x509 -req -in leaf.csr -CA int.pem -CAkey int.key -CAcreateserial -days $DAYS -extfile leaf.ext -out leaf.pem
cat root.pem int.pem > chain.pem
P12="openssl pkcs12 -export -inkey leaf.key -in leaf.pem -certfile chain.pem"

$P12 -name client -passout pass:secret -nomac -out out/openssl-nomac.p12
$P12 -passout pass:secret -keypbe NONE -certpbe NONE -out out/openssl-plain.p12
$P12 -passout pass: -out out/openssl-empty.p12
$P12 -legacy -passout pass:secret -keypbe PBE-SHA1-RC4-128 -certpbe PBE-SHA1-RC2-128 -out out/openssl-rc4-rc2.p12
$P12 -passout "pass:pässwört€" -out out/openssl-utf8.p12
$P12 -legacy -passout "pass:pässwört€" -out out/openssl-utf8-legacy.p12
$P12 -passout pass:secret -macalg sha512 -keypbe AES-128-CBC -certpbe camellia-256-cbc -out out/openssl-camellia.p12

# --- PEM in OpenSSL's many ways ---
cat leaf.key chain.pem leaf.pem > out/sec1.pem
openssl pkcs8 -topk8 -in leaf.key -passout pass:secret -out enc.key && cat leaf.pem int.pem enc.key > out/pkcs8-encrypted.pem
openssl pkcs8 -topk8 -in leaf.key -scrypt -passout pass:secret -out scrypt.key && cat scrypt.key leaf.pem > out/pkcs8-scrypt.pem
openssl ec -in leaf.key -aes256 -passout pass:secret -out old.key && cat leaf.pem old.key > out/sec1-encrypted.pem
openssl rsa -in classic.key -traditional -des3 -passout pass:secret -out oldrsa.key && cat classic.crt oldrsa.key > out/pkcs1-encrypted.pem
openssl crl2pkcs7 -nocrl -certfile leaf.pem -certfile chain.pem -out bundle.p7b && cat bundle.p7b leaf.key > out/pkcs7.pem
for kind in ed25519 ed448 "rsa-pss -pkeyopt rsa_keygen_bits:2048"; do
  name=${kind%% *}
  openssl genpkey -algorithm $kind -out kind.key
  openssl req -x509 -new -key kind.key -days $DAYS -subj "/CN=$name" -out kind.pem
  openssl pkcs12 -export -inkey kind.key -in kind.pem -passout pass:secret -out "out/$name.p12"
done

# --- keytool ---
GEN="-genkeypair -keyalg EC -groupname secp256r1 -dname CN=keytool -validity $DAYS -storepass secret"
$KEYTOOL17 $GEN -alias client -storetype PKCS12 -keystore out/keytool17.p12
$KEYTOOL17 -J-Dkeystore.pkcs12.legacy $GEN -alias client -storetype PKCS12 -keystore out/keytool17-legacy.p12
$KEYTOOL17 $GEN -alias first -storetype PKCS12 -keystore out/keytool17-two-keys.p12
$KEYTOOL17 $GEN -alias second -storetype PKCS12 -keystore out/keytool17-two-keys.p12
$KEYTOOL17 $GEN -alias Client -keypass keysecret -storetype JKS -keystore out/keytool17.jks
$KEYTOOL17 -importcert -noprompt -alias root -file root.pem -storepass secret -keystore out/keytool17.jks
$KEYTOOL17 $GEN -alias client -keypass keysecret -storetype JCEKS -keystore out/keytool17.jceks
$KEYTOOL17 -genseckey -alias aes -keyalg AES -keysize 128 -keypass other1 -storepass secret -storetype JCEKS -keystore out/keytool17.jceks
$KEYTOOL25 $GEN -alias client -storetype PKCS12 -keystore out/keytool25.p12
$KEYTOOL25 -genkeypair -keyalg EC -groupname secp256r1 -dname CN=keytool -validity $DAYS -storepass "pässwört€" -alias client -storetype PKCS12 -keystore out/keytool25-utf8.p12

# --- GnuTLS ---
openssl pkcs8 -topk8 -nocrypt -in leaf.key -out leaf.p8
CERTTOOL="certtool --to-p12 --load-privkey leaf.p8 --load-certificate leaf.pem --load-ca-certificate int.pem --p12-name client --outder"
$CERTTOOL --password secret --pkcs-cipher aes-256 --outfile out/gnutls-aes256.p12
$CERTTOOL --password secret --pkcs-cipher rc2-40 --outfile out/gnutls-rc2-40.p12
$CERTTOOL --password secret --pkcs-cipher arcfour --outfile out/gnutls-arcfour.p12
$CERTTOOL --password "pässwört€" --pkcs-cipher aes-128 --outfile out/gnutls-utf8.p12
$CERTTOOL --null-password --pkcs-cipher 3des --outfile out/gnutls-null.p12

# --- NSS ---
mkdir -p nss && rm -f nss/* && certutil -N -d nss --empty-password
openssl pkcs12 -export -inkey leaf.key -in leaf.pem -certfile chain.pem -name client -passout pass:secret -out in.p12
pk12util -i in.p12 -d nss -W secret -K ""
pk12util -o out/nss.p12 -n client -d nss -W secret -K ""
pk12util -o out/nss-legacy.p12 -n client -d nss -W secret -K "" -c "PKCS #12 V2 PBE With SHA-1 And 3KEY Triple DES-CBC" -C "PKCS #12 V2 PBE With SHA-1 And 40 Bit RC2 CBC"
pk12util -o out/nss-utf8.p12 -n client -d nss -W "pässwört€" -K ""
