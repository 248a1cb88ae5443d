"""What can be wrong with a file of papers; each says where, what, and what would be right."""

from __future__ import annotations

from dataclasses import dataclass

from mingjing.errors import ReadingError


@dataclass(eq=False)
class UnreadableFile(ReadingError):
    """The file as a whole gives no text."""

    path: str
    problem: str
    remedy: str
    code = "unreadable_file"
    message = "无法读取{path}：{problem}。{remedy}"


@dataclass(eq=False)
class OlderDraft(ReadingError):
    """A version is saved with a time before the one that is already there."""

    saved: str
    known: str
    code = "older_draft"
    message = "没有保存：这一版的保存时间{saved}不晚于已有版本的{known}。请核对时间后重新保存。"


@dataclass(eq=False)
class NoCaseNumber(ReadingError):
    """A draft does not say of which case it is."""

    name: str
    code = "no_case_number"
    message = "没有保存{name}：草稿中没有读到案号，不知道属于哪件案件。请在文书首部写明案号后重新保存。"


@dataclass(eq=False)
class UnknownFileKind(ReadingError):
    """The file's ending is none that can be read."""

    path: str
    kinds: tuple[str, ...]
    code = "unknown_file_kind"
    message = "无法读取{path}：不认识这种文件。可以读取的文件后缀有{kinds}。"


@dataclass(eq=False)
class LyingFile(ReadingError):
    """The content is not what the file's name says."""

    path: str
    named: str
    content: str
    code = "lying_file"
    message = "无法读取{path}：后缀是{named}，内容却是{content}。请核对文件来源，确认无误后改用正确的后缀。"


@dataclass(eq=False)
class LockedFile(ReadingError):
    """The file is protected by a password."""

    path: str
    code = "locked_file"
    message = "无法读取{path}：文件有密码。请去掉密码后重新提供。"


@dataclass(eq=False)
class FileTooLarge(ReadingError):
    """The file exceeds one of the limits."""

    path: str
    what: str
    found: str
    limit: str
    setting: str
    code = "file_too_large"
    http_status = 413
    message = "没有读取{path}：{what}为{found}，超过上限{limit}。请拆分文件；确有需要时由管理员调整{setting}。"


@dataclass(eq=False)
class PaperTooLong(ReadingError):
    """A text is longer than any paper: several papers in one file, or no paper at all."""

    characters: int
    limit: int
    code = "paper_too_long"
    http_status = 413
    message = (
        "没有解构：全文{characters}字，超过一份文书的上限{limit}字。"
        "请拆成单份文书；确有需要时由管理员调整MINGJING_PAPER_CHARACTERS。"
    )


@dataclass(eq=False)
class MissingReader(ReadingError):
    """A program or package that reads this kind of file is not installed; with it, the file can be read."""

    path: str
    what: str
    remedy: str
    code = "missing_reader"
    http_status = 503
    permanent = False
    exit_code = 3
    message = "暂时无法读取{path}：{what}。{remedy}"


@dataclass(eq=False)
class WrongGold(ReadingError):
    """Papers and hand-labelled rows do not belong together."""

    missing: tuple[str, ...]
    code = "wrong_gold"
    message = "以下标注找不到对应的文书：{missing}。请确认两个文件来自同一批文书。"
