"""What a formula may say, what it may not, and how the refusal reads."""

from __future__ import annotations

import datetime as dt

import duckdb
import pytest
from court_words import FORMULAS, SCOPE, read
from hypothesis import given
from hypothesis import strategies as st

from mingjing.algebra.errors import AmbiguousColumn, BadFormula, ModelError, UnknownColumn, WrongType
from mingjing.algebra.expression import AsOf, Call, Col, Lit
from mingjing.algebra.formula import Formulas
from mingjing.algebra.types import Type
from mingjing.engines.duckdb import DUCKDB
from mingjing.engines.sql import Generator

ACCEPTED = [
    ("case_id", Type.INT),
    ('"case_id" = 1', Type.BOOL),
    ("人数 + 1", Type.INT),
    ("-人数", Type.INT),
    ("人数 * 0.5", Type.NUMBER),
    ("人数 / 2", Type.NUMBER),
    ("amount_fen - paid_fen", Type.FEN),
    ("amount_fen * 2", Type.FEN),
    ("amount_fen / paid_fen", Type.NUMBER),
    ("amount_fen >= 元(50000)", Type.BOOL),
    ("amount_fen >= YUAN(0.5)", Type.BOOL),
    ("amount_fen >= :least_fen", Type.BOOL),
    ("filed_on >= 日('2024-02-29')", Type.BOOL),
    ("filed_on < as_of", Type.BOOL),
    ("filed_on < 截至日", Type.BOOL),
    ("天数(as_of, filed_on) > 30", Type.BOOL),
    ("Days(as_of, filed_on) > 30", Type.BOOL),
    ("ADD_MONTHS(filed_on, :months)", Type.DATE),
    ("least(filed_on, closed_on, as_of)", Type.DATE),
    ("cause = '9001'", Type.BOOL),
    ("cause = :cause", Type.BOOL),
    ("cause in ('9001', '9002')", Type.BOOL),
    ("cause not in ('9001')", Type.BOOL),
    ("name = 'it''s'", Type.BOOL),
    ("name = '9009'", Type.BOOL),
    ("包含(name, '甲') and not open", Type.BOOL),
    ("且(open, name = '甲', share > 0.5)", Type.BOOL),
    ("closed_on is null or closed_on is not null", Type.BOOL),
    ("open is not true", Type.BOOL),
    ("open is unknown", Type.BOOL),
    ("人数 between 1 and 3", Type.BOOL),
    ("人数 not between 1 and 3", Type.BOOL),
    ("如果(open, 1, 0.5)", Type.NUMBER),
    ("if(open, 'a', null)", Type.TEXT),
    ("case when open then 元(1) end", Type.FEN),
    ("case when open then 1 when name = '甲' then 2 else 3 end", Type.INT),
    ("coalesce(closed_on, as_of)", Type.DATE),
    ("round(share * 100)", Type.INT),
    ("case_id = 1 -- 注", Type.BOOL),
    ("/* 注 */ case_id = 1", Type.BOOL),
    ("null", Type.UNKNOWN),
    ("标的额 > 元(5) 且 (案由 = '9001' 或 非 在办)", Type.BOOL),
    ("人数 属于 (1, 2) 且 结案日 为空", Type.BOOL),
    ("结案日 不为空 或 人数 介于 1 且 3", Type.BOOL),
    ("介于（人数，1，3）", Type.BOOL),
    ("人数 ≥ 1 且 份额 ≠ 0.5", Type.BOOL),
    ("情形(在办, 元(1), 人数 > 2, 元(2), 元(3))", Type.FEN),
    ("情形(在办, '甲')", Type.TEXT),
    ("min(人数, 3) + MAX(人数, 1)", Type.INT),
    ("人数 div 2 + 人数 % 2 + DIV(人数, 2) + mod(人数, 2)", Type.INT),
    ("按比例(标的额, 0.154)", Type.FEN),
    ("percent_of(amount_fen, 15.4)", Type.FEN),
    ("mul_div(amount_fen, 人数, 365)", Type.FEN),
    ("年份(立案日) * 100 + 月份(立案日) + 季度(立案日) + 几号(立案日) + 星期几(立案日)", Type.INT),
    ("周年(as_of, filed_on) >= 18", Type.BOOL),
    ("加月对月末(月末(立案日), 3)", Type.DATE),
    ("届满日(立案日, 15) < 顺延(截至日)", Type.BOOL),
    ("是工作日(按月届满日(filed_on, 6))", Type.BOOL),
    ("取字(姓名, 1, 1) = '张' and ends_with(name, '山') and 位置(name, '小') = 2", Type.BOOL),
    ("bucket(case_id, 10, 1) = 0", Type.BOOL),
]

REFUSED = [
    # stacked, nested, and other statements
    ("case_id = 1; drop table case_main", BadFormula, "不允许使用 ;"),
    ("", BadFormula, "公式是空的，须是一个表达式"),
    (" -- 只有注", BadFormula, "公式是空的"),
    ("(select 1) = 1", BadFormula, "不允许使用 SELECT"),
    ("exists(select 1)", BadFormula, "不允许使用 SELECT"),
    ("case_id in (select 1)", BadFormula, "IN 之后须列出若干常数"),
    ("case_id in ()", BadFormula, "IN 之后须列出若干常数"),
    ("select case_id", BadFormula, "不允许使用 SELECT；公式只算一行"),
    ("1 = 1 union select 2", BadFormula, "不允许使用 UNION"),
    ("insert into x values (1)", BadFormula, "这里不应出现「into」"),
    ("drop table x", BadFormula, "这里不应出现「table」"),
    ("case_id = 1 as y", BadFormula, "不允许使用 AS"),
    ("case_id = 1, 2", BadFormula, "这里不应出现「,」"),
    ("case_id = 1 and", BadFormula, "写到一半就结束了"),
    ("'", BadFormula, "引号没有结束"),
    ('"', BadFormula, "列名的引号没有结束"),
    ("/* 注", BadFormula, "注释没有结束"),
    ("(case_id = 1", BadFormula, "缺少右括号"),
    ("case_id = 1)", BadFormula, "多了一个右括号"),
    ("length(name", BadFormula, "缺少右括号"),
    ("1 < 人数 < 3", BadFormula, "比较不能连写"),
    ("人数 between 1", BadFormula, "BETWEEN 须写成"),
    ("case when open 1 end", BadFormula, "须写 THEN"),
    ("name = $$a$$", BadFormula, "不允许使用 $"),
    # casts, patterns, clocks
    ("case_id::text = '1'", BadFormula, "这里不应出现「:」"),
    ("cast(case_id as text) = '1'", BadFormula, "不允许使用 AS"),
    ("DATE '2024-05-01' = filed_on", BadFormula, "这里不应出现「'2024-05-01'」"),
    ("'pg_class'::regclass", BadFormula, "这里不应出现「:」"),
    ("name like '甲%'", BadFormula, "不允许使用 LIKE；文字请用 CONTAINS"),
    ("name ilike '甲%'", BadFormula, "不允许使用 ILIKE"),
    ("name similar to 'a'", BadFormula, "不允许使用 SIMILAR"),
    ("name ~ 'a'", BadFormula, "不允许使用 ~"),
    ("regexp_matches(name, 'a')", BadFormula, "没有函数 regexp_matches"),
    ("current_date > filed_on", UnknownColumn, "没有「current_date」这一列"),
    ("current_timestamp", UnknownColumn, "没有「current_timestamp」这一列"),
    ("now() > filed_on", BadFormula, "没有函数 now"),
    ("filed_on + interval '1' day > as_of", BadFormula, "不允许使用 INTERVAL；日期请用 ADD_DAYS"),
    ("extract(year from filed_on) = 1", BadFormula, "这里不应出现「from」"),
    # functions that are not ours, or ours under the hood
    ("read_text('/etc/passwd') = name", BadFormula, "没有函数 read_text"),
    ("pg_sleep(1)", BadFormula, "没有函数 pg_sleep"),
    ("dayz(filed_on, as_of) > 1", BadFormula, "相近的有 DAY、DAYS"),
    ("eq(case_id, 1)", BadFormula, "没有函数 eq"),
    ("count(*) > 1", BadFormula, "这里不应出现「*」"),
    ("count(1) > 1", BadFormula, "没有函数 count"),
    ("sum(人数) over () > 1", BadFormula, "不允许使用 OVER；跨行统计请用逐行统计"),
    ("且()", WrongType, "「且」需要条件"),
    ("coalesce()", WrongType, "「取首个非空」需要同类的若干值"),
    ("if(open, 1)", WrongType, "「如果」需要"),
    ("case case_id when 1 then 2 end", BadFormula, "CASE 后须直接写 WHEN 条件"),
    # operators that no model needs
    ("name || 'a' = 'b'", BadFormula, "不允许使用 |"),
    ("case_id is distinct from 1", BadFormula, "IS 之后只能是"),
    ("case_id is 1", BadFormula, "IS 之后只能是"),
    ("case_id[1]", BadFormula, "不允许使用 ["),
    ("x -> x", BadFormula, "这里不应出现「>」"),
    ("*", BadFormula, "这里不应出现「*」"),
    ("@open", BadFormula, "不允许使用 @"),
    # types
    ("amount_fen > 100", WrongType, "得到的是金额、整数"),
    ("amount_fen = 人数", WrongType, "得到的是金额、整数"),
    ("amount_fen * 1.5 > 元(1)", WrongType, "得到的是金额、数值"),
    ("amount_fen * paid_fen", WrongType, "得到的是金额、金额"),
    ("amount_fen / 2", WrongType, "得到的是金额、整数"),
    ("filed_on + 1", WrongType, "日期用 加天"),
    ("filed_on - closed_on", WrongType, "日期用 天数"),
    ("filed_on > '2024-01-01'", WrongType, "得到的是日期、文字"),
    ("seen_at > filed_on", WrongType, "得到的是时刻、日期"),
    ("name > 'a'", WrongType, "得到的是文字、文字"),
    ("least(name, 'a')", WrongType, "得到的是文字、文字"),
    ("open = 1", WrongType, "得到的是是否、整数"),
    ("open > false", WrongType, "得到的是是否、是否"),
    ("open and case_id", WrongType, "「且」需要条件"),
    ("not case_id", WrongType, "「非」需要一个条件"),
    ("if(open, 1, 'a')", WrongType, "「如果」需要"),
    ("case_id in (1, 'a')", WrongType, "「属于」需要"),
    ("add_months(filed_on, 1.5)", WrongType, "「加月」需要日期、月数"),
    ("round(amount_fen)", WrongType, "「四舍五入」需要一个数值"),
    ("substr(name, 0, 1) = 'a'", BadFormula, "「取字」的第 2 项须是不小于 1 的整数"),
    ("substr(name, 人数, 1) = 'a'", BadFormula, "「取字」的第 2 项须是"),
    ("bucket(case_id, 0, 1) = 0", BadFormula, "「分桶」的第 2 项须是"),
    ("届满日(filed_on)", WrongType, "「届满日」需要起算日、天数，得到的是日期。"),
    ("mul_rate(人数, 0.5)", WrongType, "「按比例」需要金额、比例"),
    ("情形(在办)", BadFormula, "须成对写条件和值"),
    ("介于(人数, 1)", BadFormula, "需要一个值、下限、上限"),
    # names
    ("cuase = '9001'", UnknownColumn, "可用的列有：cause"),
    ("a.case_id = 1", BadFormula, "不允许使用 ."),
    ("_from < as_of", UnknownColumn, "没有「_from」这一列"),
    ("rowid = 1", UnknownColumn, "没有「rowid」这一列"),
    ("case_id = $1", BadFormula, "不允许使用 $"),
    ("甲乙丙 = 1", UnknownColumn, "没有「甲乙丙」这一列"),
    ("日期 = as_of", AmbiguousColumn, "有几列都叫「日期」，无法判断所指；请写列名：signed_on、served_on"),
    ("cause = '9009'", WrongType, "代码 '9009' 不在代码表内；可用的有 9001、9002"),
    ("'9009' <> cause", WrongType, "代码 '9009' 不在代码表内"),
    ("cause in ('9001', '9009')", WrongType, "代码 '9009' 不在代码表内"),
    ("amount_fen > :most_fen", BadFormula, "没有参数 :most_fen；已声明 months、least_fen、cause"),
    ("case_id = ?", BadFormula, "不允许使用 ?"),
    # constants
    ("元(-5)", BadFormula, "里须写一个常数"),
    ("元(人数)", BadFormula, "里须写一个常数"),
    ("元(1.234)", BadFormula, "金额 1.234 元须为数字"),
    ("元('1,000')", BadFormula, "金额 1,000 元须为数字"),
    ("元('²')", BadFormula, "金额 ² 元须为数字"),
    ("元('')", BadFormula, "元须为数字"),
    ("元('.')", BadFormula, "元须为数字"),
    ("元(99999999999999999999)", BadFormula, "至多十六位"),
    ("日('2024-02-30')", BadFormula, "须写成 2024-05-01 的样子"),
    ("日('20240501')", BadFormula, "须写成 2024-05-01 的样子"),
    ("日('2024-W01-1')", BadFormula, "须写成 2024-05-01 的样子"),
    ("case_id > 99999999999999999999", BadFormula, "太大"),
    ("share > 1e999", BadFormula, "太大"),
    ("share > 1e", BadFormula, "1e 不是一个数"),
    ("name = '甲\0乙'", BadFormula, "不能存入数据库的字符"),
    ("name = '\ud800'", BadFormula, "不能存入数据库的字符"),
    # depth
    ("(" * 5000 + "1" + ")" * 5000, BadFormula, "嵌套超过"),
    ("not " * 5000 + "open", BadFormula, "嵌套超过"),
    (" or ".join(["case_id = 1"] * 3000), BadFormula, "嵌套超过"),
    ("not " * 150 + "open", BadFormula, "嵌套超过"),
]


@pytest.mark.parametrize(("text", "type_"), ACCEPTED)
def test_a_formula_of_the_language_is_read_and_typed(text: str, type_: Type) -> None:
    assert read(text).type is type_


@pytest.mark.parametrize(("text", "error", "said"), REFUSED, ids=lambda v: ascii(v)[:40] if isinstance(v, str) else "")
def test_what_is_not_of_the_language_is_refused_with_a_reason(text: str, error: type[ModelError], said: str) -> None:
    with pytest.raises(error) as refusal:
        read(text)
    assert said in str(refusal.value)


@pytest.mark.parametrize(
    "text", [t for t, e, _ in REFUSED if e not in (UnknownColumn, AmbiguousColumn) and 0 < len(t) < 200]
)
def test_a_refusal_names_the_formula_in_chinese(text: str) -> None:
    with pytest.raises(ModelError) as refusal:
        read(text)
    shown = ascii(text) if "字符" in str(refusal.value) else text[:40]
    assert str(refusal.value).startswith(f"公式「{shown}")


def test_a_refusal_says_where_once_that_is_known() -> None:
    with pytest.raises(ModelError) as refusal:
        read("cuase = '9001'")
    refusal.value.where = "dead_party / gone"
    assert str(refusal.value) == "dead_party / gone：没有「cuase」这一列；可用的列有：cause、case_id。"


@pytest.mark.parametrize("text", [t for t, _, _ in REFUSED if len(t) < 200])
def test_a_refusal_points_at_a_place_in_the_formula(text: str) -> None:
    with pytest.raises(ModelError) as refusal:
        read(text)
    assert refusal.value.span is not None
    start, end = refusal.value.span
    assert 0 <= start <= end <= len(text)


POINTED = [
    ("人数 > 1 and cuase = '9001'", "cuase"),
    ("cause = '9009'", "'9009'"),
    ("人数 > 1 and amount_fen > 100", "amount_fen > 100"),
    ("人数 > 1 and dayz(as_of, filed_on) > 1", "dayz"),
    ("amount_fen > 元(1.234)", "1.234"),
    ("amount_fen > :most_fen", ":most_fen"),
    ("length(name) > 1e", "1e"),
    ("name like '甲%'", "like"),
    ("name = '甲", "'甲"),
    ("(人数 = 1", ""),
]


@pytest.mark.parametrize(("text", "part"), POINTED)
def test_the_place_is_the_part_that_is_wrong(text: str, part: str) -> None:
    with pytest.raises(ModelError) as refusal:
        read(text)
    assert refusal.value.span is not None
    assert text[slice(*refusal.value.span)] == part


def test_a_label_means_its_column() -> None:
    assert read("标的额 > 元(1)") == read("amount_fen > 元(1)")


def test_words_and_signs_of_a_chinese_keyboard_mean_the_same() -> None:
    assert read("人数 ＞ 1 且 （非 在办 或 结案日 为空）") == read("人数 > 1 and (not open or closed_on is null)")
    assert read("且（人数 ＞ 1，在办）") == read("人数 > 1 and open")


def test_a_formula_without_a_calendar_counts_no_workdays() -> None:
    with pytest.raises(BadFormula, match="需要工作日历"):
        Formulas({}).read("顺延(filed_on)", SCOPE)


def test_near_functions_are_ones_that_an_author_can_write() -> None:
    with pytest.raises(BadFormula) as refusal:
        read("eq(case_id, 1)")
    near = str(refusal.value).partition("相近的有")[2]
    assert not {"EQ", "NE", "LE", "GE", "NOT"} & set(near.strip(" 。").split("、"))


def test_a_condition_must_be_a_condition() -> None:
    with pytest.raises(WrongType, match="这里需要一个条件，得到的是整数"):
        FORMULAS.condition("case_id", SCOPE)
    assert FORMULAS.condition("open", SCOPE) == Col(Type.BOOL, "open")


@pytest.mark.parametrize(
    ("written", "fen"),
    [
        ("0", 0),
        ("1", 100),
        ("1.5", 150),
        ("1.50", 150),
        ("0.01", 1),
        ("'0.29'", 29),
        (".5", 50),
        ("1.", 100),
        ("50000", 5_000_000),
        ("9999999999999999", 999_999_999_999_999_900),
    ],
)
def test_money_is_whole_fen(written: str, fen: int) -> None:
    assert read(f"元({written})") == Lit(Type.FEN, fen)


@given(st.integers(0, 10**12), st.integers(0, 99))
def test_every_amount_of_fen_can_be_written(yuan: int, fen: int) -> None:
    assert read(f"元({yuan}.{fen:02d})") == Lit(Type.FEN, yuan * 100 + fen)


@given(st.dates())
def test_every_day_can_be_written(day: dt.date) -> None:
    assert read(f"日('{day.isoformat()}')") == Lit(Type.DATE, day)


def test_the_only_clock_is_the_day_asked() -> None:
    assert read("as_of") == AsOf() == read("截至日")


def test_a_comment_is_not_part_of_a_formula() -> None:
    assert read("case_id = 1 /* or 1 = 1 */") == read("case_id = 1")


def test_a_question_of_truth_is_never_unknown() -> None:
    known = Call(Type.BOOL, "coalesce", (Col(Type.BOOL, "open"), Lit(Type.BOOL, False)))
    assert read("open is true") == Call(Type.BOOL, "eq", (known, Lit(Type.BOOL, True)))


HOSTILE = [
    "'; DROP TABLE t; --",
    "''",
    "\\'",
    "$$",
    "$at",
    "{0}",
    "{*, }",
    "%s",
    "?",
    "\u00a0\u3000",
    "\u2028",
    "/*",
    "E'\\n'",
]
storable = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=30)


@given(st.one_of(st.sampled_from(HOSTILE), storable, st.lists(st.sampled_from(HOSTILE), max_size=4).map("".join)))
def test_whatever_text_an_author_writes_reaches_the_database_unchanged(text: str) -> None:
    e = read(f"coalesce(null, '{text.replace(chr(39), chr(39) * 2)}')")
    sql = Generator(DUCKDB, "$at").expr(e, {})
    assert CON.execute(f"SELECT {sql}").fetchall() == [(text,)]


PIECES = [
    "case_id",
    "name",
    "元(",
    "日(",
    ")",
    "(",
    "'",
    '"',
    "1",
    "0e",
    ".5",
    "-",
    "not ",
    " and ",
    "=",
    ",",
    ":",
    "--",
    "/*",
]


@given(st.one_of(st.text(max_size=40), st.lists(st.sampled_from(PIECES), max_size=9).map("".join)))
def test_no_text_at_all_breaks_the_reader(text: str) -> None:
    try:
        read(text)
    except ModelError as e:
        assert str(e)


CON = duckdb.connect(config={"threads": 1})


def test_column_names_are_written_so_that_they_end_nothing() -> None:
    names = ['a"b', "甲 乙", "select", "a;--", "'", "{0}", "{*, }"]
    made = Generator(DUCKDB, "$at")
    for name in names:
        e = Call(Type.BOOL, "is_null", (Col(Type.INT, name),))
        written = made.expr(e, {name: '"' + name.replace('"', '""') + '"'})
        assert CON.execute(f'SELECT {written} FROM (SELECT 1 AS "{name.replace(chr(34), chr(34) * 2)}")').fetchall()
