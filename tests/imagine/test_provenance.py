"""What a picture tells of itself: written once, read back by us, by exiftool, by C2PA's reader."""

import io
import json
import shutil
import stat
import struct
import subprocess
import sys
import zlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from rostra.errors import PainterError, PainterGarbage
from rostra.imagine import (
    Card,
    Cover,
    Facts,
    Illustrator,
    Order,
    Painted,
    Sheet,
    as_jpeg,
    can_sign,
    card,
    cover,
    facts_of,
    fonts,
    marked,
    marked_jpeg,
    open_signer,
    pictures,
    read_facts,
    read_manifest,
)
from rostra.imagine._signer import CA_LASTS, LEAF_LASTS, NAMES

NOW = datetime.now(UTC).replace(microsecond=0)
FACTS = Facts(
    "studio", "flux-2-pro", 42, "fun", sha256("a fox 狐".encode()).hexdigest(), NOW, "2026-11-30.2",
    "trainedAlgorithmicMedia", '© A & B <c> "d" 张三', "https://example.org/l?a=1&b=2",
)  # fmt: skip
IPTC = "http://cv.iptc.org/newscodes/digitalsourcetype/"
needs_exiftool = pytest.mark.skipif(
    shutil.which("exiftool") is None, reason="exiftool, a foreign reader, is not installed"
)
needs_c2pa = pytest.mark.skipif(
    not can_sign(), reason="c2pa-python and cryptography (the extra provenance) are not installed"
)


def png(colour="teal", size=(160, 120), mode="RGB", **more):
    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, "PNG", **more)
    return out.getvalue()


def opened(data):
    return Image.open(io.BytesIO(data))


def told_by_exiftool(data, tmp_path):
    path = tmp_path / "a.bin"
    path.write_bytes(data)
    said = subprocess.run(
        ["exiftool", "-j", "-G1", "-struct", str(path)], capture_output=True, check=True
    )
    return json.loads(said.stdout)[0]


@pytest.fixture(scope="module")
def signer(tmp_path_factory):
    return open_signer(tmp_path_factory.mktemp("signer"), NOW)


def test_facts_of_what_was_painted():
    order = Order("a fox", style="fun", now=NOW, policy="7")
    made = Painted(b"", 1, 1, 3, "a fox", "studio", "flux")
    facts = facts_of(made, order)
    assert facts == Facts("studio", "flux", 3, "fun", sha256(b"a fox").hexdigest(), NOW, "7")
    edit = facts_of(made, replace(order, task="edit", source=b"x"))
    assert edit.source == "compositeWithTrainedAlgorithmicMedia"
    assert (
        facts_of(replace(made, painter="illustrator", model="rules"), order).source
        == "algorithmicMedia"
    )
    planned = facts_of(replace(made, painter="illustrator", model="rules and mini"), order)
    assert planned.source == "compositeSynthetic"


def test_a_png_tells_and_keeps_its_pixels():
    plain = png()
    told = marked(plain, FACTS)
    assert read_facts(told) == FACTS
    assert opened(told).tobytes() == opened(plain).tobytes()
    assert told[12:16] == b"IHDR"
    assert b"a fox" not in told


def test_a_jpeg_tells():
    told = as_jpeg(png(), FACTS)
    assert opened(told).format == "JPEG"
    assert read_facts(told) == FACTS


def test_what_is_transparent_is_white_in_a_jpeg():
    assert opened(as_jpeg(png((255, 0, 0, 0), mode="RGBA"), FACTS)).getpixel((5, 5)) == (
        255,
        255,
        255,
    )


def test_it_is_told_once():
    """Marked again, or told by the painter before: ours take the place of what stood there."""
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Software", "Another")
    info.add_itxt("XML:com.adobe.xmp", "<x/>")
    told = marked(marked(png(pnginfo=info), replace(FACTS, seed=1)), FACTS)
    assert told.count(b"iTXtSoftware") == 1
    assert told.count(b"iTXtXML:com.adobe.xmp") == 1
    assert b"Another" not in told
    assert read_facts(told).seed == 42


def test_the_illustrator_tells_by_the_same_function():
    order = Order("a cat", width=128, height=128, now=NOW, policy="p1", seed=4)
    painted = pictures(Illustrator(letters=()), order)[0]
    facts = facts_of(painted, order)
    assert (facts.painter, facts.source, facts.seed) == (
        "Rostra illustrator",
        "algorithmicMedia",
        4,
    )
    assert "CC BY-SA 4.0" in facts.copyright
    assert read_facts(painted.data) == facts
    assert marked(painted.data, facts) == painted.data


@needs_exiftool
def test_covers_and_cards_tell_too(tmp_path):
    sheet = Sheet(256, 256, 3, NOW, "p1", ())
    for painted, whose in (
        (cover(Cover("A storm at sea"), sheet), "OpenMoji"),
        (card(Card("Yes.", "ann"), sheet), "not a photograph"),
    ):
        told = told_by_exiftool(painted.data, tmp_path)
        assert told["XMP-iptcExt:DigitalSourceType"] == IPTC + "algorithmicMedia"
        assert whose in told["XMP-dc:Rights"]


@needs_exiftool
@pytest.mark.parametrize("kind", ["png", "jpeg"])
def test_a_foreign_reader_reads_it(kind, tmp_path):
    data = marked(png(), FACTS) if kind == "png" else as_jpeg(png(), FACTS)
    told = told_by_exiftool(data, tmp_path)
    assert "ExifTool:Warning" not in told
    assert told["XMP-iptcExt:DigitalSourceType"] == IPTC + "trainedAlgorithmicMedia"
    assert told["XMP-xmp:CreatorTool"] == "Rostra"
    assert told["XMP-dc:Rights"] == FACTS.copyright
    assert told["XMP-xmpRights:WebStatement"] == FACTS.licence
    made = datetime.strptime(told["XMP-xmp:CreateDate"], "%Y:%m:%d %H:%M:%S%z")
    assert made == NOW
    assert told["XMP-rostra:PromptSHA256"] == FACTS.prompt_sha256
    assert told["XMP-rostra:PolicyVersion"] == "2026-11-30.2"
    if kind == "png":
        assert told["PNG:Copyright"] == FACTS.copyright
        assert told["PNG:Source"] == "studio; flux-2-pro; seed 42; style fun"
    else:
        assert told["IFD0:Software"] == "Rostra"
        assert told["IFD0:Copyright"] == FACTS.copyright
        assert FACTS.prompt_sha256 in told["ExifIFD:UserComment"]


WORDS = st.text(max_size=60)


@settings(max_examples=25)
@example(replace(FACTS, policy="a\u2028b\x85c\nd: e", copyright="\ud800 \ufffe <&\"'>"))
@given(st.builds(
    Facts, WORDS, WORDS, st.integers(0, 2**31), st.sampled_from(["regular", "fun"]),
    st.just("ab" * 32), st.none() | st.datetimes(timezones=st.just(UTC)), WORDS,
    st.sampled_from(["trainedAlgorithmicMedia", "compositeSynthetic"]), WORDS, WORDS,
))  # fmt: skip
def test_any_words_are_told_safely(facts):
    """Whatever a painter's name or a credit holds, the file stays one and one line is one line."""
    from xml.etree import ElementTree as ET

    told = marked(png(size=(8, 8)), facts)
    again = read_facts(told)
    assert (again.seed, again.style, again.made, again.source) == (
        facts.seed,
        facts.style,
        facts.made,
        facts.source,
    )
    ET.fromstring(opened(told).info["XML:com.adobe.xmp"])  # noqa: S314 - our own words
    jpeg = read_facts(as_jpeg(png(size=(8, 8)), facts))
    assert (jpeg.seed, jpeg.policy, jpeg.copyright) == (again.seed, again.policy, again.copyright)


@pytest.mark.parametrize("cut", [0, 7, 8, 20, 33, 60, -1, -13])
def test_what_is_no_png_is_not_marked(cut):
    with pytest.raises(PainterGarbage):
        marked(png()[:cut], FACTS)


def bomb():
    """A PNG whose text unpacks to 200 MB."""
    packed = zlib.compress(bytes(200_000_000))
    body = b"Software\0\1\0\0\0" + packed
    chunk = (
        struct.pack(">I", len(body))
        + b"iTXt"
        + body
        + struct.pack(">I", zlib.crc32(b"iTXt" + body))
    )
    whole = png()
    return whole[:33] + chunk + whole[33:]


@pytest.mark.parametrize(
    "data", [b"", b"x" * 100, png(), png()[:40], b"\xff\xd8\xff\xe1\x00\x10Exif", bomb()]
)
def test_files_that_tell_nothing(data):
    assert read_facts(data) is None


@pytest.mark.parametrize("source", ["", "x", "x; y", "a; b; seed x; style fun", "; ; ; ; "])
def test_facts_that_do_not_fit_are_none(source):
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_itxt("Software", "Rostra")
    info.add_itxt("Source", source)
    info.add_itxt("Prompt-SHA256", "ab")
    assert read_facts(png(pnginfo=info)) is None


# signing


@needs_c2pa
def test_a_signed_picture_holds(signer):
    data = marked(png(), FACTS, signer=signer)
    read = read_manifest(data)
    assert (read.state, read.signer) == ("Valid", "Rostra on this machine")
    assert read.faults == ("signingCredential.untrusted",)
    assert (read.actions, read.source, read.parents) == (
        ("c2pa.created",),
        "trainedAlgorithmicMedia",
        0,
    )
    assert read.drawing == {
        "painter": "studio", "model": "flux-2-pro", "seed": 42, "style": "fun",
        "prompt_sha256": FACTS.prompt_sha256, "policy": "2026-11-30.2",
        "copyright": FACTS.copyright, "licence": FACTS.licence,
    }  # fmt: skip
    assert read_facts(data) == FACTS
    trusted = read_manifest(data, signer.authority)
    assert (trusted.state, trusted.faults) == ("Trusted", ())


@needs_c2pa
def test_a_jpeg_names_the_png_it_was_made_of(signer):
    first = marked(png(), FACTS, signer=signer)
    data = marked_jpeg(first, FACTS, signer=signer)
    read = read_manifest(data, signer.authority)
    assert (read.state, read.actions, read.parents) == (
        "Trusted",
        ("c2pa.opened", "c2pa.transcoded"),
        1,
    )
    assert read.drawing["seed"] == 42
    assert read_facts(data) == FACTS
    assert read_manifest(marked_jpeg(png(), FACTS)) is None


@needs_c2pa
def test_another_authority_is_not_trusted(signer, tmp_path):
    other = open_signer(tmp_path, NOW)
    assert read_manifest(marked(png(), FACTS, signer=signer), other.authority).state == "Valid"


@needs_c2pa
def test_a_changed_picture_does_not_hold(signer):
    data = marked(png(), FACTS, signer=signer)
    at = data.rindex(b"IDAT") + 8
    changed = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
    read = read_manifest(changed)
    assert read.state == "Invalid"
    assert "assertion.dataHash.mismatch" in read.faults
    words = data.replace(b"seed 42", b"seed 43")
    assert read_manifest(words).state == "Invalid"


@needs_c2pa
def test_an_edit_names_its_parent(signer):
    first = marked(png(), FACTS, signer=signer)
    facts = replace(FACTS, source="compositeWithTrainedAlgorithmicMedia")
    for parent in (first, png("red"), as_jpeg(png("red"), FACTS)):
        read = read_manifest(marked(png("blue"), facts, signer=signer, parent=parent))
        assert read.state == "Valid"
        assert (read.actions, read.parents) == (("c2pa.opened", "c2pa.edited"), 1)
        assert read.source == "compositeWithTrainedAlgorithmicMedia"


@pytest.mark.parametrize("parent", [b"", b"GIF89a nothing", b"<svg/>"])
def test_a_parent_that_is_no_picture(parent):
    with pytest.raises(PainterGarbage, match="neither PNG nor JPEG"):
        marked(png(), FACTS, parent=parent)


@needs_c2pa
def test_marked_again_has_one_manifest(signer):
    data = marked(marked(png(), FACTS, signer=signer), FACTS, signer=signer)
    assert data.count(b"caBX") == 1
    assert read_manifest(data).state == "Valid"


@needs_c2pa
@needs_exiftool
def test_a_foreign_reader_sees_the_manifest(signer, tmp_path):
    told = told_by_exiftool(marked(png(), FACTS, signer=signer), tmp_path)
    assert told["JUMBF:JUMDLabel"] == "c2pa"
    assert "c2pa.created" in json.dumps(told)
    assert "ExifTool:Warning" not in told


@pytest.mark.parametrize("data", [b"", b"x", png(), png()[:50]])
def test_files_without_a_manifest(data):
    assert read_manifest(data) is None


@needs_c2pa
def test_keys_are_private_and_kept(tmp_path):
    folder = tmp_path / "data" / "signer"
    first = open_signer(folder, NOW)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {path.name for path in folder.iterdir()} == set(NAMES)
    assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in folder.glob("*.key"))
    assert open_signer(folder, NOW) == first
    assert "PRIVATE" not in repr(first)
    assert "PRIVATE" not in first.chain + first.authority


@needs_c2pa
def test_the_certificate_is_as_c2pa_wants_it(signer):
    from cryptography import x509
    from cryptography.x509.oid import ExtendedKeyUsageOID

    leaf, ca = x509.load_pem_x509_certificates(signer.chain.encode())
    held = {e.oid._name: e for e in leaf.extensions}
    assert leaf.version is x509.Version.v3
    assert not held["basicConstraints"].value.ca
    assert held["keyUsage"].critical
    assert held["keyUsage"].value.digital_signature
    assert not held["keyUsage"].value.key_cert_sign
    assert list(held["extendedKeyUsage"].value) == [ExtendedKeyUsageOID.EMAIL_PROTECTION]
    assert {"subjectKeyIdentifier", "authorityKeyIdentifier"} <= set(held)
    leaf.verify_directly_issued_by(ca)
    assert leaf.signature_hash_algorithm.name == "sha256"


@needs_c2pa
def test_certificates_are_renewed_before_they_end(tmp_path):
    first = open_signer(tmp_path, NOW)
    later = open_signer(tmp_path, NOW + LEAF_LASTS - timedelta(days=31))
    assert later == first
    renewed = open_signer(tmp_path, NOW + LEAF_LASTS - timedelta(days=29))
    assert renewed.chain != first.chain
    assert renewed.authority == first.authority
    assert renewed.until > first.until
    last = open_signer(tmp_path, NOW + CA_LASTS - timedelta(days=100))
    assert last.authority != first.authority
    from cryptography import x509

    leaf, ca = x509.load_pem_x509_certificates(last.chain.encode())
    leaf.verify_directly_issued_by(ca)
    assert leaf.not_valid_after_utc <= ca.not_valid_after_utc


@needs_c2pa
def test_files_of_the_signer_that_are_broken(tmp_path):
    open_signer(tmp_path, NOW)
    key = (tmp_path / "signer.key").read_bytes()
    for name, bad in (("signer.key", b"x"), ("signer.key", (tmp_path / "authority.key").read_bytes()),
                      ("signer.pem", b"-----BEGIN"), ("authority.pem", b"")):  # fmt: skip
        good = (tmp_path / name).read_bytes()
        (tmp_path / name).write_bytes(bad)
        with pytest.raises(PainterError, match="remove authority"):
            open_signer(tmp_path, NOW)
        (tmp_path / name).write_bytes(good)
    (tmp_path / "signer.key").chmod(0o644)
    with pytest.raises(PainterError, match="can be read by others"):
        open_signer(tmp_path, NOW)
    (tmp_path / "signer.key").unlink()
    assert open_signer(tmp_path, NOW).key.encode() != key


@needs_c2pa
def test_a_lost_authority_gets_a_new_pair(tmp_path):
    open_signer(tmp_path, NOW)
    (tmp_path / "authority.key").unlink()
    signer = open_signer(tmp_path, NOW)
    assert read_manifest(marked(png(), FACTS, signer=signer), signer.authority).state == "Trusted"


@needs_c2pa
def test_a_folder_that_cannot_be(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(PainterError, match="cannot be kept"):
        open_signer(tmp_path / "file" / "signer", NOW)


def test_without_the_extra_there_is_no_signer(tmp_path):
    """In a process whose imports find nothing more, as where c2pa is not installed."""
    code = (
        "import sys, pathlib, datetime; from rostra.imagine import open_signer, can_sign; "
        "sys.meta_path.clear(); print(can_sign(), "
        f"open_signer(pathlib.Path({str(tmp_path / 'signer')!r}), datetime.datetime.now(datetime.UTC)))"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["False", "None"]
    assert not (tmp_path / "signer").exists()


# the visible mark

LETTERS = fonts()
needs_fonts = pytest.mark.skipif(
    not LETTERS, reason="this machine has no fonts to draw a mark with"
)


@needs_fonts
@pytest.mark.parametrize("ground", ["black", "white", "teal", "yellow"])
def test_the_mark_is_small_in_the_corner_and_stands_off(ground):
    import numpy as np

    plain = png(ground, (640, 480))
    stamped = marked(plain, FACTS, visible=True, letters=LETTERS)
    before = np.asarray(opened(plain).convert("L"), np.int16)
    after = np.asarray(opened(stamped).convert("L"), np.int16)
    rows, columns = np.nonzero(before != after)
    assert rows.min() > 480 * 0.9
    assert columns.min() > 640 * 0.5
    assert (before != after).mean() < 0.02
    part = after[rows.min() : rows.max(), columns.min() : columns.max()]
    assert int(part.max()) - int(part.min()) > 150
    assert opened(stamped).mode == "RGB"


@needs_fonts
def test_the_mark_says_who_drew():
    ai = marked(png("white", (400, 400)), FACTS, visible=True, letters=LETTERS)
    rules = replace(FACTS, painter="Rostra illustrator")
    assert (
        opened(marked(png("white", (400, 400)), rules, visible=True, letters=LETTERS)).tobytes()
        != opened(ai).tobytes()
    )


def test_no_mark_without_room_or_letters():
    small = png(size=(100, 100))
    assert (
        opened(marked(small, FACTS, visible=True, letters=LETTERS)).tobytes()
        == opened(small).tobytes()
    )
    large = png(size=(400, 400))
    assert opened(marked(large, FACTS, visible=True)).tobytes() == opened(large).tobytes()


@needs_fonts
def test_a_transparent_picture_stays_so():
    told = marked(png((0, 0, 0, 0), (400, 400), "RGBA"), FACTS, visible=True, letters=LETTERS)
    assert opened(told).getpixel((5, 5))[3] == 0
