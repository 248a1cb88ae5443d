"""What arrived from the external registers: when, as of which day, and the rows that could not be taken."""

from mingjing.court.catalogue.table import Personal, Table, count, day, key, moment, text

REGISTER_LOAD = Table(
    "register_load",
    "登记数据到达",
    "每个登记每批数据一行；没有取到的也有一行",
    (
        key("register_load_id", "到达标识"),
        text("register", "登记", required=True, note="约定的名称，如 death"),
        text("batch", "批次", required=True, note="同一批次只收一次"),
        moment("loaded_at", "到达时刻"),
        day("data_on", "数据日期", "提供单位声明的截至日；空为没有取到"),
        count("rows_read", "收到行数"),
        count("rows_added", "新增行数"),
        count("rows_changed", "变更行数"),
        count("rows_ended", "终止行数"),
        count("rows_rejected", "拒收行数"),
        text("problem", "问题", note="没有取到的原因"),
    ),
    source="外部共享",
    retention="三年",
)

REGISTER_REJECT = Table(
    "register_reject",
    "登记拒收行",
    "每行收不下的登记数据一行",
    (
        key("register_reject_id", "拒收标识"),
        text("register", "登记", required=True),
        text("batch", "批次", required=True),
        text("given", "原行", personal=Personal.IDENTITY, note="号码只留首尾"),
        text("reason", "原因", required=True),
    ),
    source="外部共享",
    retention="三年",
)

TABLES = (REGISTER_LOAD, REGISTER_REJECT)
"""What the platform itself notes about deliveries."""
