"""What styles say of a paragraph and of a stretch of text, and what therefore holds.

Order of a character's properties: defaults of the document, the paragraph's style with those it is based on,
the character style with its own, then the run itself. Switches (bold, italic, capitals, hidden) are toggles
between the two styles: set in both, they are off (ECMA-376 part 1, 17.7.3).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from linter.read.docx.setting import Setting, read_setting
from linter.read.docx.xml import A, Element, W, is_on, points, value, whole

_DEPTH = 32  # styles that one may be based on; also ends circles
_WHITE = frozenset({"ffffff", "white"})

Theme = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Face:
    """Properties of characters; None is unsaid. `size` is in points, and `kern` the least size that is kerned
    (0: none)."""

    bold: bool | None = None
    italic: bool | None = None
    caps: bool | None = None
    hidden: bool | None = None
    font: str | None = None
    size: float | None = None
    white: bool | None = None
    shaded: bool | None = None
    kern: float | None = None

    @property
    def kerned(self) -> bool:
        return 0 < (self.kern or 0) <= (self.size or 0)

    def under(self, top: Face) -> Face:
        """What holds where `top` is said over this."""
        return Face(
            self.bold if top.bold is None else top.bold,
            self.italic if top.italic is None else top.italic,
            self.caps if top.caps is None else top.caps,
            self.hidden if top.hidden is None else top.hidden,
            self.font if top.font is None else top.font,
            self.size if top.size is None else top.size,
            self.white if top.white is None else top.white,
            self.shaded if top.shaded is None else top.shaded,
            self.kern if top.kern is None else top.kern,
        )


# What Word takes where neither a style nor a run says.
_UNSAID = Face(False, False, False, False, "Times New Roman", 10.0, white=False, shaded=False, kern=0.0)
_SWITCHES = {W + "b": "bold", W + "i": "italic", W + "caps": "caps", W + "vanish": "hidden"}


def read_face(properties: Element | None, theme: Theme) -> Face:
    """A `w:rPr`. Values that make no sense are passed over, as Word does."""
    said: dict[str, bool | str | float | None] = {}
    for element in properties if properties is not None else ():
        tag = str(element.tag)
        if tag in _SWITCHES:
            said[_SWITCHES[tag]] = is_on(element)
        elif tag == W + "rFonts":
            said["font"] = _font(element, theme)
        elif tag == W + "sz":
            said["size"] = points(value(element), 2)
        elif tag == W + "kern":
            said["kern"] = points(value(element), 2)
        elif tag == W + "color":
            said["white"] = (value(element) or "").lower() in _WHITE
        elif tag in {W + "shd", W + "highlight"}:
            said["shaded"] = is_shade(element)
    return Face(**said)  # type: ignore[arg-type]  # the names decide the types


def _font(element: Element, theme: Theme) -> str | None:
    named = value(element, "asciiTheme") or value(element, "hAnsiTheme")
    if named:
        return theme.get(named, "")
    return value(element, "ascii") or value(element, "hAnsi")


def is_shade(element: Element) -> bool:
    """Whether a `w:shd` or `w:highlight` lays a colour behind the text."""
    filled = (value(element, "fill") or "").lower() not in {"", "auto", *_WHITE}
    return filled or (value(element) or "clear").lower() not in {"clear", "nil", "none", *_WHITE}


def read_theme(root: Element | None) -> Theme:
    """The fonts that a theme gives to `minorHAnsi` and the like."""
    fonts: dict[str, str] = {}
    for which in ("minor", "major"):
        latin = root.find(f".//{A}{which}Font/{A}latin") if root is not None else None
        if latin is not None:
            fonts |= dict.fromkeys((f"{which}HAnsi", f"{which}Ascii"), latin.get("typeface", ""))
    return fonts


@dataclass(frozen=True, slots=True)
class Form:
    """Properties of a paragraph. `names` are those of its style and the styles that one is based on, in
    lower case; `outline` is 0 to 8 for headings; `list_id` 0 takes a paragraph out of its list."""

    names: tuple[str, ...] = ()
    outline: int | None = None
    aligned: str | None = None
    list_id: int | None = None
    level: int | None = None
    shaded: bool | None = None
    setting: Setting = field(default_factory=Setting)

    def under(self, top: Form) -> Form:
        """What holds where `top` is said over this."""
        return Form(
            (top.names + self.names)[:_DEPTH],
            self.outline if top.outline is None else top.outline,
            self.aligned if top.aligned is None else top.aligned,
            self.list_id if top.list_id is None else top.list_id,
            self.level if top.level is None else top.level,
            self.shaded if top.shaded is None else top.shaded,
            self.setting.under(top.setting),
        )


def read_form(properties: Element | None, names: tuple[str, ...] = ()) -> Form:
    """A `w:pPr`, without what its style says."""
    if properties is None:
        return Form(names)
    found = {str(element.tag): element for element in properties}
    numbering, shade = found.get(W + "numPr"), found.get(W + "shd")
    return Form(
        names,
        whole(value(found.get(W + "outlineLvl"))),
        value(found.get(W + "jc")),
        whole(value(numbering.find(W + "numId"))) if numbering is not None else None,
        whole(value(numbering.find(W + "ilvl"))) if numbering is not None else None,
        is_shade(shade) if shade is not None else None,
        read_setting(properties),
    )


@dataclass(frozen=True, slots=True)
class _Style:
    based_on: str | None
    face: Face
    form: Form


class StyleSheet:
    """The styles of a document. A style that is not there says nothing."""

    def __init__(self, root: Element | None, theme: Theme) -> None:
        self._styles: dict[str, _Style] = {}
        self._standard: dict[str, str] = {}  # the style of whatever names none, by type
        self._defaults, self._ground = Face(), Form()
        self._whole: dict[str, _Style] = {}
        self._faces: dict[tuple[str | None, str | None], Face] = {}
        if root is None:
            return
        self._defaults = read_face(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"), theme)
        self._ground = Form(setting=read_setting(root.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr")))
        for element in root.iter(W + "style"):
            name = (value(element.find(W + "name")) or "").lower()
            self._styles[value(element, "styleId") or ""] = _Style(
                value(element.find(W + "basedOn")),
                read_face(element.find(W + "rPr"), theme),
                read_form(element.find(W + "pPr"), (name,)),
            )
            if value(element, "default") in {"1", "true", "on"}:
                self._standard[value(element, "type") or ""] = value(element, "styleId") or ""

    def form(self, style: str | None) -> Form:
        """What a paragraph style says, with the styles it is based on and the document's defaults."""
        return self._with_ground(style, "paragraph").form

    def face(self, paragraph: str | None, character: str | None) -> Face:
        """What holds for text in these two styles; every property is said."""
        key = (paragraph, character)
        if key not in self._faces:
            below = self._with_ground(paragraph, "paragraph").face
            above = self._with_ground(character, "character").face
            ground = _UNSAID.under(self._defaults).under(below).under(above)
            self._faces[key] = ground.under(_toggled(below, above))
        return self._faces[key]

    def _with_ground(self, style: str | None, kind: str) -> _Style:
        """A style together with those it is based on."""
        if style not in self._styles:
            style = self._standard.get(kind)
        chain: list[str] = []
        while style in self._styles and style not in self._whole and len(chain) < _DEPTH:
            chain.append(style)
            style = self._styles[style].based_on
        whole = self._whole.get(style or "", _Style(None, Face(), self._ground))
        for name in reversed(chain):
            own = self._styles[name]
            whole = _Style(None, whole.face.under(own.face), whole.form.under(own.form))
            self._whole[name] = whole
        return whole


def _toggled(below: Face, above: Face) -> Face:
    """The switches that both styles set: twice on is off."""
    both = {name: (getattr(below, name), getattr(above, name)) for name in _SWITCHES.values()}
    return Face(**{name: one ^ two for name, (one, two) in both.items() if one is not None and two is not None})
