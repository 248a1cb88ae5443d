"""Why a paper or a correction is not accepted."""

from __future__ import annotations

from dataclasses import dataclass

from mingjing.errors import AccessError, ReadingError


@dataclass(eq=False)
class NotYourCourt(AccessError):
    """Papers are corrected by the court that wrote them."""

    court: str
    code = "not_your_court"
    message = "这份文书由{court}的法官、书记员核对。您可以查看；如需更正，请联系该院，或向信息处申请标注授权。"


@dataclass(eq=False)
class NotYourCase(AccessError):
    """A draft is of a case that is not one of the person's court, or that the data does not have."""

    number: str
    code = "not_your_case"
    message = "没有保存：{number}不是您所在法院的案件，或者尚未进入法院数据。请核对草稿首部的案号。"


@dataclass(eq=False)
class OutsideText(ReadingError):
    """A correction points at words that are not there."""

    length: int
    code = "outside_text"
    message = "请先在文书中选中文字：所选位置应在第 1 至第 {length} 字之间。"


@dataclass(eq=False)
class UploadTooLarge(ReadingError):
    """The file is bigger than may be uploaded."""

    name: str
    most: str
    code = "upload_too_large"
    http_status = 413
    message = "《{name}》超过上传上限（{most}）。请拆分或压缩图片后再上传。"


@dataclass(eq=False)
class NothingReadable(ReadingError):
    """A file has no paper in it that can be read."""

    problem: str
    code = "nothing_readable"
    message = "{problem}"


@dataclass(eq=False)
class WrongLabelSet(ReadingError):
    """A label set that can not be made or grown as asked."""

    problem: str
    code = "wrong_label_set"
    message = "{problem}"
