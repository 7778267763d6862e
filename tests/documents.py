"""The same lines as a Word file, a PDF and a web page, made with ordinary libraries."""

import html
import io
import re
from collections.abc import Iterator, Sequence
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

_FONT = "STSong-Light"
_LEVELS = (
    (re.compile(r"[一二三四五六七八九十]+、"), "chineseCountingThousand", "%1、"),
    (re.compile(r"（[一二三四五六七八九十]+）"), "chineseCountingThousand", "（%2）"),
    (re.compile(r"\d+\."), "decimal", "%3."),
)
_BOX = """<w:r {ns}><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">
<mc:Choice Requires="wps"><w:drawing>{box}</w:drawing></mc:Choice>
<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"""
_BOXED = "<w:txbxContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:txbxContent>"


def word(
    lines: Sequence[str], numbered: bool = False, box: str = "", table: Sequence[Sequence[str]] = ()
) -> bytes:
    """Each line a paragraph; ``numbered`` has Word draw the numbers; a box and a table stand at the end. A
    cell that is "<" or "^" is merged with the one to its left or above it."""
    document = docx.Document()
    if numbered:
        document.part.numbering_part.element.insert(0, parse_xml(_abstract()))
        document.part.numbering_part.element.append(
            parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>')
        )
    for line in lines:
        level, text = _level(line) if numbered else (None, line)
        paragraph = document.add_paragraph(text)
        if level is not None:
            properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
            properties.get_or_add_ilvl().val, properties.get_or_add_numId().val = level, 77
    if box:
        document.add_paragraph()._p.append(
            parse_xml(_BOX.format(ns=nsdecls("w"), box=_BOXED.format(text=box)))
        )
    if table:
        _fill(document.add_table(len(table), len(table[0])), table)
    return _saved(document)


def in_controls(data: bytes) -> bytes:
    """The same Word file with each cell of its table in a content control, as forms to fill in have them."""
    document = docx.Document(io.BytesIO(data))
    for cell in list(document.tables[0]._tbl.iter(qn("w:tc"))):
        control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent/></w:sdt>")
        cell.addprevious(control)
        control[0].append(cell)
    return _saved(document)


def framed(data: bytes) -> bytes:
    """The same Word file with its table inside the only cell of another, as pages are laid out."""
    document = docx.Document(io.BytesIO(data))
    inner = document.tables[0]._tbl
    frame = document.add_table(1, 1)
    inner.addprevious(frame._tbl)
    frame.cell(0, 0)._tc.insert_element_before(inner, "w:p")
    return _saved(document)


def _fill(grid: Any, table: Sequence[Sequence[str]]) -> None:
    for row, texts in enumerate(table):
        for column, text in enumerate(texts):
            if text in ("<", "^"):
                beside = grid.cell(row, column - 1) if text == "<" else grid.cell(row - 1, column)
                whole = beside.text
                beside.merge(grid.cell(row, column)).text = whole
            else:
                grid.cell(row, column).text = text


def pdf(lines: Sequence[str], header: str = "", password: str = "", characters: int = 36) -> bytes:
    """Broken at the margin, with a header and a page number on every page."""
    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    out = io.BytesIO()
    canvas = Canvas(out, encrypt=password or None)
    pieces = [piece for line in lines for piece in _broken("　　" + line, characters)]
    for page, start in enumerate(range(0, len(pieces), 38), start=1):
        canvas.setFont(_FONT, 12)
        canvas.drawString(72, 800, header)
        for row, piece in enumerate(pieces[start : start + 38]):
            canvas.drawString(72, 770 - 18 * row, piece)
        canvas.drawString(280, 40, f"— {page} —")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def web(title: str, lines: Sequence[str]) -> bytes:
    """An article as a government's site prints it, with all that stands around."""
    body = "".join(f"<p>&emsp;&emsp;{html.escape(line)}</p>" for line in lines)
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}_某县人民政府</title>
<meta name="ArticleTitle" content="{title}"><style>p {{ margin: 0 }}</style></head><body>
<div class="header"><ul class="nav"><li><a href="/">首页</a></li><li><a href="/zw">政务公开</a></li></ul>
<p>欢迎访问某县人民政府门户网站，政务服务热线：12345，意见请发 office@gov.example</p></div>
<div class="main"><div class="crumbs">当前位置：首页 &gt; 通知公告</div><h1>{title}</h1>
<table><tr><td>索引号</td><td>000014349/2021-00012</td><td>发文字号</td><td>无</td></tr></table>
<div class="info"><span>来源：本站</span> <span>发布时间：2021-02-20</span> <span>浏览量：88</span>
<span>【字号：大 中 小】</span></div>
<div class="TRS_Editor">{body}</div>
<div class="share">分享到：微信 微博</div><p><a href="/1">上一篇：关于开展爱国卫生运动的通知</a></p></div>
<div id="footer"><p>主办：某县人民政府办公室 电话：0000-1234567 邮箱：web@example.org 某ICP备1号</p></div>
<script>var phone = "13800000000";</script></body></html>""".encode()


def _abstract() -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{n}"><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, (_, form, text) in enumerate(_LEVELS)
    )
    return f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{levels}</w:abstractNum>'


def _level(line: str) -> tuple[int | None, str]:
    for level, (pattern, _, _) in enumerate(_LEVELS):
        if match := pattern.match(line):
            return level, line[match.end() :]
    return None, line


def _broken(line: str, characters: int) -> Iterator[str]:
    piece, width = "", 0.0
    for character in line:
        wide = 0.5 if character.isascii() else 1.0
        if width + wide > characters:
            yield piece
            piece, width = "", 0.0
        piece, width = piece + character, width + wide
    yield piece


def _saved(document: Any) -> bytes:
    assert document.element.body.tag == qn("w:body")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
