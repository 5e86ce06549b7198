"""Old codes. The encoders here are the tests' own: each is a row of signs under the one row of letters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import pytest
from districts import ROOT
from hypothesis import given
from hypothesis import strategies as st

from linter.text.legacy import decoded, is_legacy
from linter.text.syllable import is_syllable

SHY = "\u00ad"
_ROWS = {  # letter: TCVN3, VNI, then the bytes of VISCII and VPS
    "à ả ã á ạ": ("µ¶·¸¹", "aø aû aõ aù aï", "e0 e4 e3 e1 d5", "e0 e4 e3 e1 e5"),
    "ă ằ ẳ ẵ ắ ặ": ("¨»¼½¾Æ", "aê aè aú aü aé aë", "e5 a2 c6 c7 a1 a3", "e6 a2 a3 a4 a1 a5"),
    "â ầ ẩ ẫ ấ ậ": ("©ÇÈÉÊË", "aâ aà aå aã aá aä", "e2 a5 a6 e7 a4 a7", "e2 c0 c4 c5 c3 c6"),
    "đ è ẻ ẽ é ẹ": ("®ÌÎÏÐÑ", "ñ eø eû eõ eù eï", "f0 e8 eb a8 e9 a9", "c7 e8 c8 eb e9 cb"),
    "ê ề ể ễ ế ệ": ("ªÒÓÔÕÖ", "eâ eà eå eã eá eä", "ea ab ac ad aa ae", "ea 8a 8b cd 89 8c"),
    "ì ỉ ĩ í ị": ("×ØÜÝÞ", "ì æ ó í ò", "ec ef ee ed b8", "ec cc ef ed ce"),
    "ò ỏ õ ó ọ": ("ßáâãä", "oø oû oõ où oï", "f2 f6 f5 f3 f7", "f2 d5 f5 f3 86"),
    "ô ồ ổ ỗ ố ộ": ("«åæçèé", "oâ oà oå oã oá oä", "f4 b0 b1 b2 af b5", "f4 d2 b0 87 d3 b6"),
    "ơ ờ ở ỡ ớ ợ": ("¬êëìíî", "ô ôø ôû ôõ ôù ôï", "bd b6 b7 de be fe", "d6 a9 aa ab a7 ae"),
    "ù ủ ũ ú ụ": ("ïñòóô", "uø uû uõ uù uï", "f9 fc fb fa f8", "f9 fb db fa f8"),
    "ư ừ ử ữ ứ ự": (SHY + "õö÷øù", "ö öø öû öõ öù öï", "df d7 d8 e6 d1 f1", "dc d8 ba bb d9 bf"),
    "ỳ ỷ ỹ ý ỵ": ("úûüýþ", "yø yû yõ yù î", "cf d6 db fd dc", "ff 9b cf 9a 9c"),
}


def _read_1252(code: str) -> str:
    byte = bytes([int(code, 16)])
    return byte.decode("cp1252", "ignore") or byte.decode("latin-1")


def _tables() -> list[dict[str, str]]:
    tables: list[dict[str, str]] = [{}, {}, {}, {}]
    for letters, (tcvn3, vni, viscii, vps) in _ROWS.items():
        for table, signs in zip(tables, (tcvn3, vni.split(), viscii.split(), vps.split()), strict=True):
            table.update(zip(letters.split(), signs, strict=True))
    for table in tables[2:]:
        table.update({letter: _read_1252(code) for letter, code in table.items()})
    tables[0].update({"Đ": "§", "Ă": "¡", "Â": "¢", "Ê": "£", "Ô": "¤", "Ơ": "¥", "Ư": "¦"})
    tables[1].update({letter.upper(): sign.upper() for letter, sign in tables[1].items()})
    return tables


TCVN3, VNI, VISCII, VPS = (str.maketrans(table) for table in _tables())


def mangled(text: str, times: int = 1) -> str:
    """UTF-8 read as Windows-1252, the bytes that it has not read as Latin-1."""
    for _ in range(times):
        text = "".join(_read_1252(f"{byte:02x}") for byte in text.encode())
    return text


ENCODERS: dict[str, Callable[[str], str]] = {
    "TCVN3": lambda text: text.translate(TCVN3),
    "VNI": lambda text: text.translate(VNI),
    "VISCII": lambda text: text.translate(VISCII),
    "VPS": lambda text: text.translate(VPS),
    "decoded twice": mangled,
    "decoded three times": lambda text: mangled(text, 2),
    "Latin-1": lambda text: text.encode().decode("latin-1"),
}
SENTENCES = (
    "Trường Tiểu học Kênh Nhỏ được thành lập năm 1991, đến nay có mười bảy lớp.",
    "Sáng ngày 20/11/2026, thầy và trò nhà trường tổ chức lễ kỉ niệm; các em hát, múa rất hay!",
    "Thông báo (số 12) về việc nghỉ học: phụ huynh vui lòng đón con trước 16 giờ 30.",
    "Nguyễn Thị Kẽm, lớp 5A, quyển vở ướt sũng vì mưa; cả nhà ở xã Vĩnh Quới khuya lắm rồi mới ngủ",
    "Hòa giải, thúy, khỏe, hoà, thuý, khoẻ, giếng, quý, ý, ở, yêu, uỷ ban, khuỷu tay, nghiêng ngả",
    "Ông Bảy kể: xưa kia kênh này đầy cá, đêm nằm nghe ễnh ương kêu, dừa nước mọc kín hai bờ.",
)


@pytest.mark.parametrize("code", ENCODERS)
@pytest.mark.parametrize("text", SENTENCES, ids=range(len(SENTENCES)))
def test_what_an_old_code_says_is_read(code: str, text: str) -> None:
    if code == "VISCII":  # there "ở" alone is the middle dot, which stays
        text = re.sub(r"\bở\b", "từ", text)
    written = ENCODERS[code](text)
    assert written != text
    assert decoded(written) == text


PAIRS = {  # whole texts: as found, as meant
    "a title": ("TiÕng ViÖt", "Tiếng Việt"),
    "a heading in capitals": ("TR¦êNG TIÓU HäC K£NH NHá", "TRƯỜNG TIỂU HỌC KÊNH NHỎ"),
    "capitals of VNI": ("TRÖÔØNG TIEÅU HOÏC KEÂNH NHOÛ", "TRƯỜNG TIỂU HỌC KÊNH NHỎ"),
    "VNI with none but hats": ("Thoâng baùo", "Thông báo"),
    "VISCII": ("Tiªng Vi®t", "Tiếng Việt"),
    "decoded twice": ("Tiáº¿ng Viá»‡t", "Tiếng Việt"),
    "UTF-8 taken for TCVN3": ("ỏằƯy ban ủng hỏằ\x99 Hỏằ\x99i", "Ủy ban ủng hộ Hội"),
    "bytes lost on the way": ("TrÆ°á»ng há»c cá»§a em", "Trường học của em"),
    "a blank lost on the way": ("lÃ  trÆ°á»ng cá»§a bÃ HoÃ", "là  trường của bà Hoà"),
    "a byte lost that could be several": ("bá» trÆ°á»\x9dng cá»§a em", "bá» trường của em"),
    "references": ("Tr&shy;&ecirc;ng TiÓu h&auml;c Kªnh Nh&#225;", "Trường Tiểu học Kênh Nhỏ"),
    "references of controls": (
        "Ä‘á»&#x8D;c sÃ¡ch á»&#159; trÆ°á»&#157;ng vÃ&nbsp;o giá»\x9d",
        "đọc sách ở trường vào giờ",
    ),
    "quotation marks": (mangled("“Trường học” – nhà của em…"), "“Trường học” – nhà của em…"),
    "what is no syllable, among what is": ("x· Kr«ng N¨ng, tØnh §¨k L¨k", "xã Krông Năng, tỉnh Đăk Lăk"),
    "names and signs decoded twice": (mangled("Thầy Kơ-nia uống cà phê Café 30°C, chào 🎉"), None),
    "plain words between": ("Hai con bß cña «ng «m nhau, con gµ mÑ", "Hai con bò của ông ôm nhau, con gà mẹ"),
    "a word of either code follows": ("Em cã nhµ míi, líp häc míi", "Em có nhà mới, lớp học mới"),
    "and so does one of VNI": ("Caùc em vui chôi hoà nöôùc, hoà caù", "Các em vui chơi hồ nước, hồ cá"),
    "a paragraph among good ones": (
        "<p>Trường đã có thông báo mới.</p><p>Nhµ tr­êng cã th«ng b¸o míi.</p><p>Các em cố lên!</p>",
        "<p>Trường đã có thông báo mới.</p><p>Nhà trường có thông báo mới.</p><p>Các em cố lên!</p>",
    ),
    "a few words among good ones": (
        "Thư viện tæ chøc Héi thi giíi thiÖu s¸ch có nhiều bạn dự",
        "Thư viện tổ chức Hội thi giới thiệu sách có nhiều bạn dự",
    ),
    "a good syllable next to an old word": (
        "Em nhớ tr­êng có nhiều cây, cña bà nội",
        "Em nhớ trường có nhiều cây, của bà nội",
    ),
    "between the same tags": (
        "Đọc tập <span>truyÖn kÝ, cã h×nh</span> có nhiều truyện",
        "Đọc tập <span>truyện kí, có hình</span> có nhiều truyện",
    ),
    "two codes": (
        "<p>Nhµ tr­êng cña em</p><p>Tröôøng cuûa em ñeïp</p>",
        "<p>Nhà trường của em</p><p>Trường của em đẹp</p>",
    ),
    "one word in a paragraph, others elsewhere": ("<li>Häc tËp</li><li>S¸ch</li>", "<li>Học tập</li><li>Sách</li>"),
    "attributes that people read": (
        '<meta content="Tr­êng häc"><a href="/häc/tr­êng" title="Nhµ tr­êng"><img alt=\'S¸ch míi\' src="s¸ch.jpg"></a>',
        '<meta content="Trường học"><a href="/häc/tr­êng" title="Nhà trường"><img alt=\'Sách mới\' src="s¸ch.jpg"></a>',
    ),
    "scripts, styles, comments": (
        "Tr­êng häc <script>var a='Tr­êng häc';</script><style>/* häc */</style><!-- tr­êng --><SCRIPT>häc</SCRIPT> s¸ch",
        "Trường học <script>var a='Tr­êng häc';</script><style>/* häc */</style><!-- tr­êng --><SCRIPT>häc</SCRIPT> sách",
    ),
    "addresses": (
        "Tr­êng häc: https://kenh.example/tr­êng-häc?a=s¸ch www.s¸ch.example häc@s¸ch.example",
        "Trường học: https://kenh.example/tr­êng-häc?a=s¸ch www.s¸ch.example häc@s¸ch.example",
    ),
    "blanks and references stay": (
        "Tr­êng  \t häc&nbsp;s¸ch &amp; b¹n\r\n &lt;em&gt;",
        "Trường  \t học&nbsp;sách &amp; bạn\r\n &lt;em&gt;",
    ),
    "numbers stay": ("Líp 5A® häc 10m² s¸ch ½ giê", "Lớp 5A® học 10m² sách ½ giờ"),
    "a sign that is less than": ("NÕu a <b th× häc tiÕp", "Nếu a <b thì học tiếp"),
    "what was lost is not guessed": ("§­îc, ®îc vµ trêng häc cña em", "Được, đợc và trêng học của em"),
}


@pytest.mark.parametrize(("found", "meant"), PAIRS.values(), ids=PAIRS)
def test_a_text_is_read(found: str, meant: str | None) -> None:
    wanted = meant if meant is not None else "Thầy Kơ-nia uống cà phê Café 30°C, chào 🎉"
    assert decoded(found) == wanted
    assert unicodedata.is_normalized("NFC", decoded(found))


KEPT = (
    "Hoà, thuý, quý, ĐẠT CHUẨN, Ðịa chỉ, Ân, ưỡn, ngoằn ngoèo, 50m², 25°C, ½ trang, © 2026 «Kênh»",
    "Ðông, Ðà, Ðình: chữ Ð của bảng mã khác",
    "đợc, ngời, trờng: chữ ư đã mất",
    "môt, tôt, viêt, quôc, hoc, hòan, tóan, qúa, gìa, khóan, ngòai, gíáo, họat: gõ sai dấu",
    "Le café à l'école française, où les élèves naïfs mangent du maïs près de la forêt, çà et là, Noël",
    "Thaï, où, août, goût: mots français",
    "Müller, schön, für die Schüler, Straße, Köln, größer, Mädchen, Äpfel",
    "El Niño, señor, mañana, ¿Qué?, ¡Olé!",
    "Så må de få på nå, Tromsø, Malmö, smörgåsbord, Ångström, Bjørn",
    "São Paulo, João, Conceição, coração",
    "Windows®, Canon®, Vinamilk®, Microsoft™, Coca-Cola® © 2026, ®©«»",
    "10m², 5 m², 30°C, 1½, ±5 µm, 20 µg, 3×4, 6÷2, 5 €, £5, ¥100, §3, nº 5, 1ª, 50%",
    "«Kênh Nhỏ» · Tin tức » Hoạt động › Bài viết • mục",
    "UBND XÃ – ĐẢNG ỦY “XÃ” XÃ… XÃ” HÒA LÃNG, BÃI, ĐÃ, LÃ, MÃ”, GÃ€",
    "bé…” là” có– và’ cô™ «bé» (bé) ‘bé’",
    "Danh Ươl, Thạch Sa Phel, Sóc Trăng, Kh'mer, Đăk Lăk, Krông Pắc, H'Mông, Êban, Niê, Ea Súp",
    "សាលាបឋមសិក្សា 小学校 学校 Школа école 🎉🏫👩‍🏫 ❤️ ✔ → ①",
    "in\u00adfor\u00adma\u00adtion tech\u00adnol\u00adogy gi\u00adáo d\u00adục Kênh\u00adNhỏ",
    "Tr­êng",  # one word proves nothing
    "tr­êng tr­êng tr­êng",
    "lµ vµ",
    "cafÃ©",
    "naïve façade Zoë Chloë Citroën Hawaï",
    "Tiếng Việt".encode().decode("utf-8"),
    unicodedata.normalize("NFD", "Trường Tiểu học Kênh Nhỏ là trường của em"),
    "if (a<b && c>d) { x[i] = ~y | z ^ 2; } // ¬p → q, a ¦ b, ¶ §",
    "https://kenh.example/tr­êng-häc-s¸ch-míi https://kenh.example/Tiáº¿ng-Viá»‡t",
    '<a href="/Tiáº¿ng" class="Viá»‡t" data-title="trÆ°á»\x9dng há»\x8dc">Kênh</a>',
    "Hướng dẫn &laquo;Kênh&raquo; &copy; 2026 &reg; Tr&agrave;m, c&ocirc; gi&aacute;o l&agrave;&nbsp;ng&#432;&#7901;i",
    "",
    " \u00a0\n\t",
)


@pytest.mark.parametrize("text", KEPT)
def test_what_is_in_no_old_code_stays(text: str) -> None:
    assert decoded(text) == text
    assert decoded(f"<p>{text}</p>") == f"<p>{text}</p>"


@pytest.mark.parametrize("text", KEPT)
def test_and_stays_in_a_page_that_has_some(text: str) -> None:
    if any(sign in text for sign in ("­", "µ vµ", "Ã©")):  # these are in old codes, where more of the page is
        return
    page = f"<p>Tr­êng TiÓu häc Kªnh Nhá cña em</p>\n<p>{text}</p>"
    assert decoded(page) == f"<p>Trường Tiểu học Kênh Nhỏ của em</p>\n<p>{text}</p>"


PAGES = sorted((ROOT / "fixtures" / "sites").rglob("*.html"))


def test_no_page_of_the_fixtures_changes_that_says_nothing_in_an_old_code() -> None:
    assert PAGES
    for path in PAGES:
        text = path.read_text("utf-8")
        assert decoded(text) == text, path


@pytest.mark.parametrize("code", ENCODERS)
def test_a_whole_page_is_read(code: str) -> None:
    """Each word comes back; tags and all else are as they were."""
    text = "\n".join(f"<p class='câu'>{sentence}</p>" for sentence in SENTENCES) + "<hr title=''>\n" * 3
    text = re.sub(r"\bở\b", "từ", text) if code == "VISCII" else text
    written = re.sub(r"(?<=>)[^<]+", lambda said: ENCODERS[code](said[0]), text)
    assert decoded(written) == text


@given(st.text(alphabet=st.sampled_from("aeohntgTR ÃÆáº»¿Ä‘®­µ«©öøûñï&;#<>!-\"'=\u00a0\x8d“ỏằềư1") | st.characters()))
def test_nothing_is_raised_and_only_words_change(text: str) -> None:
    assert re.findall(r"[ \t\n<>]", decoded(text)) == re.findall(r"[ \t\n<>]", text)


HOSTILE = (
    "Ã",
    SHY,
    "á»",
    "á»“",
    "Ã ",
    "ö<!--",
    "ö<a title='",
    "ö<script>",
    "&Atilde;",
    "ö&",
    "tr­êng <p>",
    "&#195;&nbsp;",
    "ö\n\n",
)


@pytest.mark.parametrize("unit", HOSTILE)
def test_much_of_anything_comes_to_an_end(unit: str) -> None:
    # One that costs the square of its length would not end within the run.
    assert len(decoded(unit * (200_000 // len(unit)))) > 0


def test_what_is_read_is_no_old_code_any_more() -> None:
    text = " ".join(SENTENCES)
    for code in ("TCVN3", "VNI", "decoded twice"):
        written = ENCODERS[code](text)
        assert is_legacy(written), code
        assert not is_legacy(decoded(written)), code


# --- syllables ------------------------------------------------------------------------------------------

BUILT = "nghiêng khuỷu quyết gì gìn giếng gieo già hòa hoà thúy thuý Nguyễn TRƯỜNG kỹ kỉ yêu Ý ô uỷ xoong khuya quờ ưu"
UNBUILT = (
    "hòan tóan qúa gìa trêng viêt quôc ngòai lọai TRườNG tR ngi kông ceo cê café Noël đợc trờng nhng windows yh q gh"
)


@pytest.mark.parametrize("word", BUILT.split())
def test_a_syllable(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", [*UNBUILT.split(), "", "hai con", "a1"])
def test_no_syllable(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("Nh? tr??ng t? ch?c ng�y h?i ??c s�ch cho c�c em h?c sinh v�o s�ng th? hai", True),
        ("Em có vui không? Vui lắm! Bạn là ai? Ở đâu? Làm gì? Vì sao? Khi nào? Bao giờ?", False),
        ("Xem http://a.example/index.php?nv=tin?id=3 " * 9, False),
    ],
)
def test_words_that_lost_their_letters(text: str, lost: bool) -> None:
    assert is_legacy(text) is lost
