"""What is decided about each accused, and which circumstances the court accepts and refuses."""

from __future__ import annotations

from datetime import date

import pytest

from mingjing.reading import read
from mingjing.reading.decided import Penalty, Verdict

HEAD = "庚省辛市壬区人民法院\n刑事判决书\n（2019）庚0203刑初9号\n公诉机关庚省辛市壬区人民检察院。\n\
被告人孙二强，男，1980年1月2日出生。{prior}\n被告人李小山，男，1982年3月4日出生。\n\
庚省辛市壬区人民检察院指控被告人孙二强、李小山犯盗窃罪，于2019年3月1日向本院提起公诉。现已审理终结。\n\
本院认为，被告人孙二强、李小山的行为已构成盗窃罪。{reasoning}依照《中华人民共和国刑法》第二百六十四条之规定，判决如下：\n"
TAIL = "\n如不服本判决，可在接到判决书的第二日起十日内提出上诉。\n审判员周正\n二〇一九年六月三日\n书记员吴文"
BOTH = "一、被告人孙二强犯盗窃罪，判处拘役三个月。\n二、被告人李小山犯盗窃罪，判处拘役四个月。"


def verdicts(orders: str, reasoning: str = "", prior: str = "") -> tuple[Verdict, ...]:
    return read(HEAD.format(reasoning=reasoning, prior=prior) + orders + TAIL).verdicts


def told(penalty: Penalty) -> tuple[object, ...]:
    values = (penalty.kind, penalty.months, penalty.probation_months, penalty.fine_fen)
    return tuple(value.value if value else None for value in values)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("判处有期徒刑一年零六个月", ("有期徒刑", 18, None, None)),
        ("判处有期徒刑一年又六个月，并处罚金人民币3，000元", ("有期徒刑", 18, None, 300000)),
        ("判处拘役四个月，缓刑六个月，并处罚金二千元", ("拘役", 4, 6, 200000)),
        ("判处有期徒刑三年缓刑四年", ("有期徒刑", 36, 48, None)),
        ("判处有期徒刑一年，宣告缓刑一年六个月", ("有期徒刑", 12, 18, None)),
        ("判处管制一年", ("管制", 12, None, None)),
        ("判处无期徒刑，剥夺政治权利终身", ("无期徒刑", None, None, None)),
        ("判处死刑，缓期二年执行，剥夺政治权利终身", ("死刑缓期执行", None, None, None)),
        ("判处死刑，剥夺政治权利终身", ("死刑", None, None, None)),
        ("免予刑事处罚", ("免予刑事处罚", None, None, None)),
        ("单处罚金人民币五千元", ("单处罚金", None, None, 500000)),
        ("判处罚金人民币壹万元", ("单处罚金", None, None, 1000000)),
        ("判处有期徒刑六个", ("有期徒刑", 6, None, None)),
        ("判处有期徒刑六个月（已缴纳罚金5000元）", ("有期徒刑", 6, None, None)),
    ],
)
def test_a_punishment(words: str, expected: tuple[object, ...]) -> None:
    (verdict,) = verdicts(f"被告人孙二强犯盗窃罪，{words}。")
    assert told(verdict.sentences[0].penalty) == expected


def test_each_charge_has_its_punishment_and_all_together_theirs() -> None:
    (verdict,) = verdicts(
        "被告人孙二强犯盗窃罪，判处有期徒刑二年，并处罚金三千元；犯掩饰、隐瞒犯罪所得罪，判处有期徒刑一年；"
        "决定执行有期徒刑二年六个月，并处罚金三千元。\n（即自2019年1月2日起至2021年7月1日止。）"
    )
    assert [s.charge.value for s in verdict.sentences] == ["盗窃罪", "掩饰、隐瞒犯罪所得罪"]
    assert [told(s.penalty)[1] for s in verdict.sentences] == [24, 12]
    assert verdict.combined is not None
    assert told(verdict.combined) == ("有期徒刑", 30, None, 300000)
    assert verdict.from_on is not None
    assert verdict.to_on is not None
    assert (verdict.from_on.value, verdict.to_on.value) == (date(2019, 1, 2), date(2021, 7, 1))


def test_terms_told_together_at_the_end_belong_to_their_names() -> None:
    found = verdicts(
        BOTH + "\n（被告人孙二强的刑期自2019年1月2日起至2019年4月1日止；"
        "被告人李小山的刑期自2019年1月3日起至2019年5月2日止。）"
    )
    assert [v.to_on.value for v in found if v.to_on] == [date(2019, 4, 1), date(2019, 5, 2)]


def test_a_sentence_still_to_be_served_is_not_this_cases() -> None:
    (verdict,) = verdicts(
        "被告人孙二强犯盗窃罪，判处拘役五个月，与前罪尚未执行的有期徒刑一年九个月十二日，实行数罪并罚，"
        "决定执行有期徒刑一年九个月十二日。"
    )
    assert told(verdict.sentences[0].penalty)[:2] == ("拘役", 5)
    assert verdict.combined is not None
    assert (told(verdict.combined)[:2], verdict.combined.days) == (("有期徒刑", 21), 12)


def test_an_acquittal_names_the_charge_that_was_brought() -> None:
    (verdict,) = verdicts("被告人孙二强无罪。")
    assert (verdict.sentences[0].charge.value, told(verdict.sentences[0].penalty)[0]) == ("盗窃罪", "无罪")


def test_earlier_convictions_are_kept_apart() -> None:
    found = verdicts(
        BOTH,
        prior="2013年6月5日因犯抢夺罪、诈骗罪被判处有期徒刑二年，并处罚金三千元；2017年因犯赌博罪被判处拘役三个月。",
    )
    first, second = found[0].priors
    assert (first.charge.value, first.on and first.on.value) == ("抢夺罪、诈骗罪", "2013-06-05")
    assert (second.charge.value, second.on and second.on.value) == ("赌博罪", "2017")
    assert first.penalty is not None
    assert told(first.penalty) == ("有期徒刑", 24, None, 300000)
    assert found[1].priors == ()


CIRCUMSTANCES = [
    ("被告人孙二强自动投案，如实供述自己的罪行，系自首，可以从轻处罚。", {"自首"}, set()),
    # surrender told by its two acts, without its name
    ("被告人孙二强犯罪以后自动投案，如实供述自己的罪行，可以从轻或者减轻处罚。", {"自首"}, set()),
    ("被告人孙二强虽主动投案，但未如实供述罪行。", set(), set()),
    ("被告人孙二强有多次前科劣迹，酌情从重处罚。", {"前科"}, set()),
    ("被告人孙二强归案后如实供述罪行，可以从轻处罚。", {"坦白"}, set()),
    ("被告人孙二强不具有自首情节，但如实供述罪行，可以从轻处罚。", {"坦白"}, {"自首"}),
    ("被告人孙二强检举的线索未查证属实，依法不构成立功。", set(), {"立功"}),
    ("辩护人提出被告人孙二强系从犯的辩护意见，经查，其分工明确、作用相当，本院不予采纳。", set(), {"从犯"}),
    ("辩护人提出被告人孙二强系初犯的辩护意见，与查明的事实相符，本院予以采纳。", {"初犯偶犯"}, set()),
    ("被告人孙二强辩称其行为属于正当防卫，该辩解不能成立，本院不予采纳。", set(), {"正当防卫"}),
    ("被告人孙二强系累犯，依法应当从重处罚。", {"累犯"}, set()),
    ("被告人孙二强赔偿被害人经济损失并取得谅解，可以酌情从轻处罚。", {"赔偿", "谅解"}, set()),
    ("应当责令被告人孙二强退赔被害人的损失。", set(), set()),
    ("被告人孙二强犯罪时未满十八周岁，应当减轻处罚。", {"未成年人犯罪"}, set()),
    ("被告人孙二强已经着手实行犯罪，由于意志以外的原因未得逞，系犯罪未遂，可以从轻处罚。", {"未遂"}, set()),
    ("辩护人建议对被告人孙二强适用缓刑，不符合法律规定，本院不予采纳。", set(), {"缓刑建议"}),
]


@pytest.mark.parametrize(("reasoning", "accepted", "refused"), CIRCUMSTANCES)
def test_circumstances_accepted_and_refused(reasoning: str, accepted: set[str], refused: set[str]) -> None:
    found = verdicts(BOTH, reasoning)[0]
    assert {value.value for value in found.circumstances} == accepted
    assert {value.value for value in found.refused} == refused


@pytest.mark.parametrize(("reasoning", "accepted", "refused"), CIRCUMSTANCES)
def test_what_is_said_of_one_accused_is_not_said_of_the_other(
    reasoning: str, accepted: set[str], refused: set[str]
) -> None:
    other = verdicts(BOTH, reasoning)[1]
    assert other.circumstances == other.refused == ()


def test_both_accused_are_meant_by_their_number() -> None:
    found = verdicts(BOTH, "二被告人到案后均如实供述罪行，依法可以从轻处罚。")
    assert [[value.value for value in v.circumstances] for v in found] == [["坦白"], ["坦白"]]


def test_a_court_that_says_its_view_twice_weighs_in_the_first() -> None:
    reasoning = (
        "被告人孙二强归案后如实供述罪行，可以从轻处罚。\n辩护人提出部分证言不应采信。\n本院认为，该证言与其他证据印证，"
        "辩护人的意见不予采纳。"
    )
    assert [value.value for value in verdicts(BOTH, reasoning)[0].circumstances] == ["坦白"]
