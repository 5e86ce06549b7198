"""How fast articles are set in lines, and how far that agrees with other programs, in one run.

    python tests/bench/bench_length.py

Beside linter.text.typeset: LibreOffice (one batch conversion), WeasyPrint and typst, each where it is
installed; all but our own are read from their PDFs by pdftotext.
"""

from __future__ import annotations

import html
import importlib
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent.parent))

from linter.text.typeset import Engine, Profile, measure
from tools.libreoffice_lines import pdf_line_chars, programs_found, write

ARTICLES, PARAGRAPHS = 40, 5
SENTENCES = (
    "Sáng 15 tháng 9, sân trường rộn tiếng trống lân khi gần ba trăm học sinh cùng thầy cô đón Tết Trung thu.",
    "Ngay từ tuần trước, các lớp đã tự tay dán đèn ông sao, vẽ mặt nạ giấy bồi và tập múa cho đêm hội.",
    "Thầy hiệu trưởng dặn các em giữ gìn vệ sinh chung, nhắc phụ huynh đưa đón con đúng giờ.",
    "Hai đội kéo co ngang sức, cổ động viên hò reo đến khản giọng mà vẫn chưa phân thắng bại.",
    "Nhà trường cảm ơn các nhà hảo tâm đã tặng bốn mươi lồng đèn cùng hai trăm phần bánh.",
    "Năm học 2025-2026, câu lạc bộ Anh-Việt sinh hoạt vào chiều thứ Bảy tại thư viện.",
    "Các em nhỏ được chị tổng phụ trách hướng dẫn rước đèn quanh sân theo nhịp trống.",
)
PAGE = Profile()
Article = list[str]


def articles() -> list[Article]:
    choose = random.Random(642)
    return [
        [" ".join(choose.choices(SENTENCES, k=choose.randint(2, 5))) for _ in range(PARAGRAPHS)]
        for _ in range(ARTICLES)
    ]


def ours(engine: Engine) -> Callable[[list[Article]], list[int]]:
    page = Profile(engine=engine)

    def run(texts: list[Article]) -> list[int]:
        return [count for text in texts for count in measure(text, page).lines]

    run([["chữ"]])  # the table is read once
    return run


def libreoffice(texts: list[Article]) -> list[int]:
    """One page for each paragraph, one .docx for each article, one call for all of them."""
    with tempfile.TemporaryDirectory() as folder:
        drafts = [Path(folder) / f"{number:03}.docx" for number in range(len(texts))]
        for draft, text in zip(drafts, texts, strict=True):
            given = {"size_pt": 14, "width": PAGE.text_width_twips, "first_line": 720}
            write([given | {"runs": [[paragraph, 0]]} for paragraph in text], draft)
        command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", folder, *map(str, drafts)]
        subprocess.run(command, check=True, capture_output=True, timeout=600)
        return [len(page) for draft in drafts for page in pdf_line_chars(draft.with_suffix(".pdf"))[:PARAGRAPHS]]


def weasyprint(texts: list[Article]) -> list[int]:
    module: Any = importlib.import_module("weasyprint")
    style = (
        "@page {size: A4; margin: 20mm 20mm 20mm 30mm} body {margin: 0}"
        "p {break-before: page; margin: 0; text-indent: 12.7mm; text-align: justify;"
        "font: 14pt/1.15 'Liberation Serif'; hyphens: none; font-kerning: none}"
    )
    return from_pdfs(
        texts,
        lambda text, path: module.HTML(
            string=f"<style>{style}</style>" + "".join(f"<p>{html.escape(p)}" for p in text)
        ).write_pdf(path),
    )


def typst(texts: list[Article]) -> list[int]:
    module: Any = importlib.import_module("typst")
    head = (
        "#set page(paper: 'a4', margin: (top: 20mm, bottom: 20mm, left: 30mm, right: 20mm))\n"
        "#set text(font: 'Liberation Serif', size: 14pt, hyphenate: false, kerning: false)\n"
        "#set par(justify: true, linebreaks: 'simple', first-line-indent: (amount: 12.7mm, all: true))\n"
    ).replace("'", '"')

    def make(text: Article, path: str) -> None:
        source = Path(path).with_suffix(".typ")
        source.write_text(head + "\n#pagebreak()\n".join(text), encoding="utf-8")
        module.compile(str(source), output=path)

    return from_pdfs(texts, make)


def from_pdfs(texts: list[Article], make: Callable[[Article, str], object]) -> list[int]:
    counts: list[int] = []
    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(texts):
            path = Path(folder) / f"{number}.pdf"
            make(text, str(path))
            counts += [len(page) for page in pdf_line_chars(path)[:PARAGRAPHS]]
    return counts


def contenders() -> dict[str, Callable[[list[Article]], list[int]]]:
    found: dict[str, Callable[[list[Article]], list[int]]] = {
        "typeset, libreoffice": ours("libreoffice"),
        "typeset, word": ours("word"),
    }
    if programs_found():
        found["LibreOffice, batch"] = libreoffice
        found |= {run.__name__: run for run in (weasyprint, typst) if find_spec(run.__name__)}
    return found


def main() -> None:
    texts = articles()
    seconds: dict[str, float] = {}
    counts: dict[str, list[int]] = {}
    for name, run in contenders().items():
        repeats = 5 if name.startswith("typeset") else 1
        times = []
        for _ in range(repeats):
            start = time.perf_counter()
            counts[name] = run(texts)
            times.append(time.perf_counter() - start)
        seconds[name] = min(times)
    own = seconds["typeset, word"]
    truth = counts.get("LibreOffice, batch", counts["typeset, libreoffice"])
    sys.stdout.write(f"{ARTICLES} articles, {sum(len(p) for t in texts for p in t) // ARTICLES} characters each\n")
    sys.stdout.write("program                ms/article    times ours    paragraphs as LibreOffice\n")
    for name, spent in seconds.items():
        same = sum(a == b for a, b in zip(counts[name], truth, strict=True)) / len(truth)
        sys.stdout.write(f"{name:22} {spent / ARTICLES * 1000:10.2f} {spent / own:13.1f} {same:16.1%}\n")


if __name__ == "__main__":
    main()
