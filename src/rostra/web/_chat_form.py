"""What the form of a chat says: a turn, its choices, the pictures shown with it."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

from rostra.app import Saying, Shown
from rostra.web._csrf import field_of
from rostra.web._frame import lang_of
from rostra.web._who import owner_of
from rostra.web._words import say

if TYPE_CHECKING:
    from starlette.datastructures import FormData
    from starlette.requests import Request

PICTURES = 4
PICTURE_BYTES = 12_000_000


async def saying_of(request: Request, form: FormData) -> Saying:
    """Read a turn from its form; raises HTTPException 400 for what no turn can be."""
    from starlette.exceptions import HTTPException

    said, again = field_of(form, "said"), field_of(form, "again")
    images = await _pictures(form, lang_of(request))
    if not said.strip() and not again and not images:
        raise HTTPException(400, say(lang_of(request), "chat.wrong_empty"))
    tone = field_of(form, "tone").strip() or " "
    style = "fun" if field_of(form, "style") == "fun" else "regular"
    kept = bool(form.get("ways"))  # a bare form (again, edit) leaves the chat's ways as they are
    return Saying(
        said=said,
        chat=field_of(form, "chat"),
        parent=again or (field_of(form, "parent") if "parent" in form else None),
        again=bool(again),
        mode=field_of(form, "mode"),
        length=field_of(form, "length"),
        tone=tone if kept else "",
        language=field_of(form, "language"),
        wishes=(field_of(form, "wishes") or " ") if kept else "",
        model=field_of(form, "model"),
        timezone=field_of(form, "timezone"),
        owner=owner_of(request),
        images=images,
        style=style if kept or style == "fun" else "",
    )


async def _pictures(form: FormData, lang: str) -> tuple[Shown, ...]:
    from starlette.datastructures import UploadFile
    from starlette.exceptions import HTTPException

    files = [f for f in form.getlist("images") if isinstance(f, UploadFile) and f.filename]
    if len(files) > PICTURES:
        raise HTTPException(400, say(lang, "chat.wrong_pictures", n=PICTURES))
    shown = []
    for file in files:
        data = await file.read(PICTURE_BYTES + 1)
        if len(data) > PICTURE_BYTES:
            raise HTTPException(413, say(lang, "chat.wrong_picture", mb=PICTURE_BYTES // 1_000_000))
        shown.append(Shown(b64encode(data).decode(), name=(file.filename or "")[:200]))
    return tuple(shown)
