"""A passkey's device in software, for tests: it makes keys and signs (WebAuthn level 2, ES256)."""

import hashlib
import json
import secrets
import struct

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import bytes_to_base64url as text
from webauthn.helpers import encode_cbor


class Device:
    """Holds one key; `count` is how often it says it has signed."""

    def __init__(self):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(20)
        self.count = 0

    def make(self, options, origin):
        challenge, host = options["challenge"], options["rp"]["id"]
        point = self.key.public_key().public_numbers()
        cose = {
            1: 2,
            3: -7,
            -1: 1,
            -2: point.x.to_bytes(32, "big"),
            -3: point.y.to_bytes(32, "big"),
        }
        held = bytes(16) + struct.pack(">H", len(self.id)) + self.id + encode_cbor(cose)
        data = self._data(host, 0x45) + held
        attestation = encode_cbor({"fmt": "none", "attStmt": {}, "authData": data})
        reply = {
            "clientDataJSON": text(self._client("webauthn.create", challenge, origin)),
            "attestationObject": text(attestation),
        }
        return self._reply(reply)

    def sign(self, options, origin):
        self.count += 1
        client = self._client("webauthn.get", options["challenge"], origin)
        data = self._data(options["rpId"], 0x05)
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        reply = {
            "clientDataJSON": text(client),
            "authenticatorData": text(data),
            "signature": text(signature),
        }
        return self._reply(reply)

    def _reply(self, response):
        return {"id": text(self.id), "rawId": text(self.id), "type": "public-key",
                "response": response}  # fmt: skip

    def _data(self, host, flags):
        return hashlib.sha256(host.encode()).digest() + struct.pack(">BI", flags, self.count)

    def _client(self, kind, challenge, origin):
        return json.dumps({"type": kind, "challenge": challenge, "origin": origin}).encode()
