"""The certificate that signs pictures: made here at first need, kept private, renewed in time."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from rostra.errors import PainterError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.x509 import Certificate, CertificateBuilder, KeyUsage, Name

CA_LASTS, LEAF_LASTS = timedelta(days=3650), timedelta(days=365)
RENEWED = timedelta(days=30)
"""How long before its end a certificate is renewed."""
EARLY = timedelta(hours=1)
"""Certificates begin this much before they are made, for clocks that go slow."""
NAMES = ("authority.key", "authority.pem", "signer.key", "signer.pem")


@dataclass(frozen=True, slots=True)
class Signer:
    """What signs: the chain (leaf first) and its key as PEM, the authority to trust, the end."""

    chain: str
    key: str = field(repr=False)
    authority: str
    until: datetime


def can_sign() -> bool:
    """Say whether the extra `provenance` is installed."""
    return all(importlib.util.find_spec(name) for name in ("c2pa", "cryptography"))


def open_signer(folder: Path, now: datetime) -> Signer | None:
    """Give the local signer, made where there is none and renewed where it ends soon.

    None where the extra `provenance` is not installed: pictures then carry metadata alone. The
    folder gets mode 0700, keys 0600. Raises PainterError for files that cannot be used.
    """
    if not can_sign():
        return None
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return _opened(folder, now)
    except OSError as error:
        raise PainterError(
            f"the certificate that signs pictures cannot be kept in {folder}: {error.strerror}"
        ) from error
    except ValueError as error:
        raise PainterError(
            f"the certificate that signs pictures cannot be read in {folder} ({error}); "
            f"remove {', '.join(NAMES)} there, and new ones are made"
        ) from error


def _opened(folder: Path, now: datetime) -> Signer:
    ca_key, ca = _pair(folder, "authority", now, RENEWED + LEAF_LASTS, _authority)

    def leaf(key: EllipticCurvePrivateKey, at: datetime) -> Certificate:
        return _leaf(key, at, ca_key, ca)

    key, cert = _pair(folder, "signer", now, RENEWED, leaf)
    if cert.issuer != ca.subject or not _signed_by(cert, ca):
        for name in ("signer.key", "signer.pem"):
            (folder / name).unlink()
        key, cert = _pair(folder, "signer", now, RENEWED, leaf)
    top = _pem(ca)
    return Signer(_pem(cert) + top, _private(key).decode(), top, cert.not_valid_after_utc)


def _pair(
    folder: Path, name: str, now: datetime, before: timedelta,
    make: Callable[[EllipticCurvePrivateKey, datetime], Certificate],
) -> tuple[EllipticCurvePrivateKey, Certificate]:  # fmt: skip
    """Read a key and its certificate, or make both where they are missing or end soon."""
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import load_pem_private_key
    from cryptography.x509 import load_pem_x509_certificate

    key_at, cert_at = folder / f"{name}.key", folder / f"{name}.pem"
    if key_at.exists() and cert_at.exists():
        if key_at.stat().st_mode & 0o077:
            raise PainterError(
                f"{key_at} can be read by others, so it signs nothing; remove it, and a new one "
                "is made (or chmod 600 it, if nobody else has been on this machine)"
            )
        key = load_pem_private_key(key_at.read_bytes(), None)
        cert = load_pem_x509_certificate(cert_at.read_bytes())
        if not isinstance(key, ec.EllipticCurvePrivateKey):
            raise ValueError(f"{key_at.name} is no key of ours")
        if cert.public_key() != key.public_key():
            raise ValueError(f"{key_at.name} and {cert_at.name} are not of one pair")
        if now < cert.not_valid_after_utc - before:
            return key, cert
    made = ec.generate_private_key(ec.SECP256R1())
    cert = make(made, now)
    _kept(key_at, _private(made), 0o600)
    _kept(cert_at, _pem(cert).encode(), 0o644)
    return made, cert


def _kept(path: Path, data: bytes, mode: int) -> None:
    """Write a file that has its mode from its first byte on, and is whole or not there."""
    part = path.with_suffix(path.suffix + ".part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    part.replace(path)


def _authority(key: EllipticCurvePrivateKey, now: datetime) -> Certificate:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes

    name = _name("Rostra local authority")
    built = (
        _begun(key, now, CA_LASTS).subject_name(name).issuer_name(name)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
    )  # fmt: skip
    return built.sign(key, hashes.SHA256())


def _leaf(
    key: EllipticCurvePrivateKey, now: datetime, ca_key: EllipticCurvePrivateKey, ca: Certificate
) -> Certificate:
    """Make the certificate that signs, as C2PA wants it (C2PA 2.1, 14.5.1).

    Version 3, no authority, the critical usage digitalSignature, an extended usage for e-mail
    protection and nothing of servers or clients, key identifiers of both.
    """
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes
    from cryptography.x509.oid import ExtendedKeyUsageOID

    above = x509.AuthorityKeyIdentifier.from_issuer_public_key(ca_key.public_key())
    usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.EMAIL_PROTECTION])
    built = (
        _begun(key, now, LEAF_LASTS).subject_name(_name("Rostra on this machine"))
        .issuer_name(ca.subject)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(usage, critical=False)
        .add_extension(above, critical=False)
    )  # fmt: skip
    return built.sign(ca_key, hashes.SHA256())


def _begun(key: EllipticCurvePrivateKey, now: datetime, lasts: timedelta) -> CertificateBuilder:
    from cryptography import x509

    mine = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    return (
        x509.CertificateBuilder().public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - EARLY).not_valid_after(now + lasts)
        .add_extension(mine, critical=False)
    )  # fmt: skip


def _name(common: str) -> Name:
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    parts = ((NameOID.ORGANIZATION_NAME, "Rostra (self-signed)"), (NameOID.COMMON_NAME, common))
    return x509.Name([x509.NameAttribute(oid, text) for oid, text in parts])


def _usage(*, signs_certificates: bool) -> KeyUsage:
    from cryptography import x509

    return x509.KeyUsage(
        digital_signature=not signs_certificates, content_commitment=False,
        key_encipherment=False, data_encipherment=False, key_agreement=False,
        key_cert_sign=signs_certificates, crl_sign=signs_certificates,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip


def _signed_by(cert: Certificate, ca: Certificate) -> bool:
    from cryptography.exceptions import InvalidSignature

    try:
        cert.verify_directly_issued_by(ca)
    except (InvalidSignature, ValueError, TypeError):
        return False
    return True


def _pem(cert: Certificate) -> str:
    from cryptography.hazmat.primitives.serialization import Encoding

    return cert.public_bytes(Encoding.PEM).decode()


def _private(key: EllipticCurvePrivateKey) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
