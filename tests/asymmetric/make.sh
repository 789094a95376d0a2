#!/bin/sh
# Makes the certificates and signatures that tests/asymmetric_certificates.rs reads, with OpenSSL 3, so that their oracle is
# not the code under test. The private keys are thrown away. Run in this folder; what stands here was made once and kept.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
start=20260101000000Z
end=20360101000000Z

cat > "$work/ext" <<'EXT'
[root]
basicConstraints=critical,CA:TRUE
keyUsage=critical,keyCertSign,cRLSign
[intermediate]
basicConstraints=critical,CA:TRUE,pathlen:0
keyUsage=critical,keyCertSign,cRLSign
[leaf]
basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature
extendedKeyUsage=serverAuth
subjectAltName=DNS:other.example,DNS:certs.vendor.example
[nosign]
keyUsage=critical,keyEncipherment
subjectAltName=DNS:certs.vendor.example
[critical]
subjectAltName=DNS:certs.vendor.example
1.2.3.4=critical,DER:0500
[constrained]
basicConstraints=critical,CA:TRUE
keyUsage=critical,keyCertSign
nameConstraints=critical,permitted;DNS:vendor.example
EXT
printf '[ca]\ndefault_ca=x\n[x]\ndatabase=%s/db\nserial=%s/serial\nnew_certs_dir=%s\nunique_subject=no\npolicy=p\n[p]\ncommonName=supplied\n' "$work" "$work" "$work" > "$work/conf"
: > "$work/db"
echo 01 > "$work/serial"

key() { # name kind
  case $2 in
    p256) openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$work/$1.key" ;;
    p384) openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-384 -out "$work/$1.key" ;;
    *) openssl genpkey -quiet -algorithm RSA -pkeyopt "rsa_keygen_bits:$2" -out "$work/$1.key" ;;
  esac
}
issue() { # name common-name issuer extensions digest [start end]
  openssl req -new -key "$work/$1.key" -subj "/CN=$2" -out "$work/$1.csr"
  self=""
  [ "$3" = "$1" ] && self="-selfsign -keyfile $work/$1.key" || self="-cert $3.pem -keyfile $work/$3.key"
  # shellcheck disable=SC2086
  openssl ca -batch -notext -config "$work/conf" -rand_serial -in "$work/$1.csr" -out "$1.pem" $self -md "$5" -preserveDN \
    -extfile "$work/ext" -extensions "$4" -startdate "${6:-$start}" -enddate "${7:-$end}" 2> "$work/log" || { cat "$work/log"; exit 1; }
}
sign() { # name file options…
  name=$1 file=$2
  shift 2
  printf 'a message that no vendor sent' | openssl dgst "$@" -sign "$work/$name.key" -out "$file"
}

key root 2048;          issue root "Test root that nobody trusts" root root sha256
key intermediate p256;  issue intermediate "Test intermediate" root intermediate sha384
key leaf 2048;          issue leaf "Test leaf" intermediate leaf sha256
key direct p256;        issue direct "Test leaf under the root" root leaf sha512
key other_root p256;    issue other_root "Test root that nobody trusts" other_root root sha256
key ec_leaf p256;       issue ec_leaf "Test leaf under P-256" other_root leaf sha256
key too_deep p256;      issue too_deep "Test issuer too far down" intermediate intermediate sha256
key deep_leaf p256;     issue deep_leaf "Test leaf too far down" too_deep leaf sha256
key leaf_as_issuer p256; issue leaf_as_issuer "Test leaf of a leaf" leaf leaf sha256
key nosign 2048;        issue nosign "Test leaf not for signatures" root nosign sha256
key critical 2048;      issue critical "Test leaf with the unknown" root critical sha256
key constrained p256;   issue constrained "Test issuer of some names" root constrained sha256
key constrained_leaf p256; issue constrained_leaf "Test leaf of some names" constrained leaf sha256
key sha1 2048;          issue sha1 "Test leaf signed over SHA-1" root leaf sha1
key expired 2048;       issue expired "Test leaf of the past" root leaf sha256 20200101000000Z 20210101000000Z
key century 2048;       issue century "Test leaf of the next century" root leaf sha256 20260101000000Z 21260101000000Z
key weak 1024;          issue weak "Test leaf that is weak" root leaf sha256
key p384 p384;          issue p384 "Test leaf on P-384" root leaf sha256

sign leaf rsa-pkcs1-sha256.sig -sha256
sign leaf rsa-pkcs1-sha384.sig -sha384
sign leaf rsa-pkcs1-sha512.sig -sha512
sign leaf rsa-pkcs1-sha1.sig -sha1
sign leaf rsa-pss-sha256.sig -sha256 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:digest
sign leaf rsa-pss-sha512.sig -sha512 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:digest
sign direct ecdsa-p256-sha256.sig -sha256
sign direct ecdsa-p256-sha1.sig -sha1
openssl genpkey -quiet -algorithm ED25519 -out "$work/ed25519.key"
openssl pkey -in "$work/ed25519.key" -pubout -out ed25519.pub.pem
printf 'a message that no vendor sent' > "$work/message"
openssl pkeyutl -sign -rawin -inkey "$work/ed25519.key" -in "$work/message" -out ed25519.sig
# A modulus one bit longer than whole bytes, whose PSS encoding is one byte shorter.
# OpenSSL makes none by itself, but takes one.
python3 - "$work/odd" <<'PYTHON'
import subprocess, sys
prime = lambda bits: int(subprocess.check_output(["openssl", "prime", "-generate", "-bits", str(bits)]))
e, p, q = 65537, prime(1025), prime(1024)
assert (p * q).bit_length() == 2049
d = pow(e, -1, (p - 1) * (q - 1))
fields = [0, p * q, e, d, p, q, d % (p - 1), d % (q - 1), pow(q, -1, p)]
with open(sys.argv[1] + ".conf", "w") as conf:
    print("asn1=SEQUENCE:k\n[k]", *(f"f{i}=INTEGER:{f}" for i, f in enumerate(fields)), sep="\n", file=conf)
PYTHON
openssl asn1parse -genconf "$work/odd.conf" -noout -out "$work/odd.der"
openssl pkey -inform DER -in "$work/odd.der" -out "$work/odd.key"
openssl pkey -in "$work/odd.key" -pubout -out rsa2049.pub.pem
sign odd rsa2049-pss-sha256.sig -sha256 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:digest
openssl pkey -in "$work/weak.key" -pubout -out rsa1024.pub.pem
sign weak rsa1024-pkcs1-sha256.sig -sha256
