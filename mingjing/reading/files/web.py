"""HTML: the paper on a court's web page, without the page's own furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html

from mingjing.reading.errors import UnreadableFile
from mingjing.reading.files.cleaning import laid
from mingjing.reading.files.layout import FileText, Line, Removed
from mingjing.reading.files.limits import Watch
from mingjing.reading.files.plain import decoded

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{3,20})", re.I)
_UNSEEN = {"script", "style", "noscript", "template", "head", "select", "textarea", "svg", "object", "iframe"}
_FURNITURE = {"nav", "header", "footer", "aside", "form", "button"}
_LINES = {
    *("p", "div", "br", "li", "ul", "ol", "dl", "dt", "dd", "tr", "table", "tbody", "thead", "h1", "h2", "h3"),
    *("h4", "h5", "h6", "section", "article", "main", "body", "hr", "center", "pre", "blockquote", "title"),
}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
# 当前位置：首页 > 裁判文书, 【打印】【关闭】, 浏览次数：12, 发布日期：2020-01-02
_CHROME = re.compile(
    r"\s*(?:(?:您)?(?:的)?当前位置|您(?:现在)?(?:的)?位置|浏览(?:次数|量)?|阅读次数|点击数?|发布(?:时间|日期|者)|"
    r"来源|作者|字号|字体|责任编辑|上一篇|下一篇|版权所有|主办|承办|技术支持|[^\n]{0,20}ICP备)[:：\s【（(].{0,80}"
)
_BUTTONS = re.compile(
    r"打印本页|关闭窗口|返回顶部|打印|关闭|收藏|分享|返回|下载|首页|[大中小](?![\u4e00-\u9fff])|[【】\[\]|｜\s\uff3b\uff3d]"
)
START, END = "\ue000", "\ue001"
"""Private signs around the text of a link, while lines are sorted into the paper's and the page's."""
MOST = 0.85


def read_web_page(data: bytes, name: str, watch: Watch) -> FileText:
    """The text of the paper that a web page shows; what was left out of the page is kept as removed."""
    text = _page_text(data, name)
    watch.limits.text(name, len(text))
    try:
        root = html.document_fromstring(text)
    except (etree.ParserError, ValueError) as error:
        raise UnreadableFile(name, "网页里没有文字", "请确认保存的是文书页面本身。") from error
    main = _main(root)
    shown = list(_lines(main))
    lines = [Line(_plain(line), ends=True) for line in shown if not _is_chrome(line)]
    left = [*filter(_is_chrome, shown), *_outside(root, main)]
    return laid(name, "html", lines, removed=[Removed(_plain(line).strip(), 1, "网页栏目") for line in left])


def _plain(line: str) -> str:
    return line.replace(START, "").replace(END, "")


def _page_text(data: bytes, name: str) -> str:
    """The page in the encoding it declares; one that says GB2312 is really GB18030."""
    declared = _CHARSET.search(data[:4096])
    said = declared[1].decode().lower() if declared else ""
    if not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")) and said.startswith(("gb", "x-gbk")):
        text = data.decode("gb18030", errors="replace")
    else:
        text = decoded(data, name)
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text).replace("\x00", "")


def _main(root: Any) -> Any:
    """The smallest part of the page that still holds nearly all its words."""
    part = root.find("body") if root.find("body") is not None else root
    weights = _weights(part)
    while weights[part]:
        heavy = [one for one in part if weights.get(one, 0) >= MOST * weights[part]]
        if len(heavy) != 1 or heavy[0].tag not in _LINES - {"p", "pre", "tr", "li"}:
            break
        part = heavy[0]
    return part


def _weights(root: Any) -> dict[Any, int]:
    """Of each element, the Chinese characters in it that are no link."""
    weights: dict[Any, int] = {}
    for found in reversed(list(root.iter())):  # children before their parents
        if isinstance(found.tag, str) and not _left_out(found):
            own = 0 if found.tag == "a" else _chinese(found.text)
            weights[found] = own + sum(weights.get(one, 0) + _chinese(one.tail) for one in found)
    return weights


def _chinese(text: str | None) -> int:
    return sum(sign > "\u2e7f" for sign in text or "")


def _left_out(element: Any) -> bool:
    return element.tag in _UNSEEN or element.tag in _FURNITURE or bool(_HIDDEN.search(element.get("style", "")))


def _lines(part: Any) -> Iterator[str]:
    """The lines that a browser would show; a link stands between START and END."""
    for line in re.split(r"\n+", "".join(_shown(part))):
        if line.strip(f" \t\u3000\u00a0{START}{END}"):
            yield line.strip(" \t")


def _shown(part: Any) -> Iterator[str]:
    """The text below an element, walked without recursion: pages nest as deep as they like."""
    waiting: list[Any] = [part]
    while waiting:
        found = waiting.pop()
        if isinstance(found, str):
            yield found
        elif isinstance(found.tag, str) and not _left_out(found):
            before, after = _around(found.tag)
            yield before
            inner = [_flowing(found.text, found.tag)]
            for one in found:
                inner += [one, _flowing(one.tail, found.tag)]
            waiting += [after, *reversed(inner)]


def _around(tag: str) -> tuple[str, str]:
    """What a browser puts before and after an element."""
    if tag == "a":
        return START, END
    if tag in ("td", "th"):
        return "", "\t"
    return ("\n", "" if tag == "br" else "\n") if tag in _LINES else ("", "")


def _flowing(text: str | None, tag: str) -> str:
    """Text as it flows: a line break in the source is none on the page, and nothing beside a Chinese character."""
    text = (text or "").replace(START, "").replace(END, "")
    return text if tag == "pre" else re.sub(r"[ \t]*[\r\n][ \t\r\n]*", _blank, text)


def _blank(found: re.Match[str]) -> str:
    around = found.string[max(0, found.start() - 1) : found.start()] + found.string[found.end() : found.end() + 1]
    return " " if len(around) == 2 and around.isascii() else ""


def _is_chrome(line: str) -> bool:
    """Whether a line is the page's own: a trail, a button, nothing but links."""
    if START in line and not re.sub(f"{START}[^{END}]*{END}", "", line).strip(" \t\u3000\u00a0>|·-»＞｜、/"):
        return True
    line = _plain(line)[:200]
    return bool(_CHROME.fullmatch(line)) or not _BUTTONS.sub("", line)


def _outside(root: Any, main: Any) -> Iterator[str]:
    """The lines of the page beside the paper."""
    above = main
    while above is not root and above.getparent() is not None:
        for one in above.getparent():
            if one is not above and isinstance(one.tag, str):
                yield from _lines(one)
        above = above.getparent()
