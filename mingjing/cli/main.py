"""The program `mingjing`: one file per command, loaded when it is asked for."""

from __future__ import annotations

import importlib
from types import ModuleType

import click

from mingjing import __version__
from mingjing.errors import MissingPart

COMMANDS = {
    "demo": "一条命令看全流程：样例法院、筛查、核验、嵌入、预警、页面",
    "sample": "生成一个虚构的样例法院",
    "import": "把裁判文书读入法院数据",
    "load": "把法院数据装入 PostgreSQL",
    "ingest": "把来源系统的变更持续汇入业务库",
    "indexes": "列出并补建模型所需的索引",
    "maintained": "维护表：列出、建立、刷新、比对",
    "read": "读一份文书，给出信息点",
    "reading": "用标注样本教会一种文书，挑出下一批该标注的文书",
    "scenarios": "列出场景，或查看一个场景",
    "screen": "用场景筛查全部案件，得到线索",
    "check": "核查单个案件",
    "admit": "准入检验：场景能否嵌入节点",
    "explain": "为什么命中，为什么没有命中",
    "replay": "按历史节点重放，看当时会怎样预警",
    "export": "把法院数据导出为 Parquet，供 Spark 集群筛查",
    "score": "对照标准答案，算查准率和查全率",
    "law": "法律计算器：诉讼费、刑期、利息、期间……逐步列出依据",
    "assist": "要素式办案：识别要素和证据，测算，核对，起草主文",
    "serve": "打开网页",
    "autorun": "节点服务：微批核查等着的节点事件",
    "bench": "测速，并与手写 SQL 相比",
    "growth": "画筛查耗时随案件数增长的图",
    "similar": "找出相近的名称或文书，写入相似表",
    "registers": "外部登记：按约定取数，看新不新，模拟数据中心",
    "quality": "数据质量：规则、得分、待修清单",
    "identity": "一人一主体：同号关联，疑似的由人确认，可撤销",
    "learn": "学习场景里的聚类、回归、决策树等，写下评分",
    "features": "批量计算公式算不出的列，写入特征表",
    "operators": "列出算子，检查本院自己的算子",
    "formula": "检查公式，或问光标处可以写什么",
    "docs": "由数据目录与场景生成参考页",
    "new-scenario": "新建一个场景文件夹",
}


EXTRAS = {
    "sklearn": "learning",
    "efficient_apriori": "learning",
    "splink": "identity",
    "confluent_kafka": "kafka",
    "pymysql": "mariadb",
    "pymysqlreplication": "mariadb",
    "prometheus_client": "postgres",
    "psycopg": "postgres",
    "psycopg2": "postgres",
}
"""Libraries that come with an extra only, and that extra."""


class NotInstalled(click.ClickException):
    """A command needs an extra that is not installed."""

    exit_code = MissingPart.exit_code


def imported(name: str) -> ModuleType:
    """The module of a command. Raises NotInstalled where its extra is missing."""
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as e:
        if e.name not in EXTRAS:
            raise
        raise NotInstalled(str(MissingPart(e.name, f"请运行 pip install 'mingjing[{EXTRAS[e.name]}]'。"))) from e


class Commands(click.Group):
    """Commands by name; the module of one is loaded only when it runs or shows its help."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = imported(f"mingjing.cli.{cmd_name.replace('-', '_')}_command")
        found: click.Command = module.command
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("命令"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="mingjing")
def main() -> None:
    """明镜：把法官知道的规律变成模型，筛查历史，由人核验，再在办案节点提醒。

    \b
    例：
      mingjing demo                                  一条命令看全流程
      mingjing screen fake_divorce --data court.duckdb
      mingjing check all --case 1024 --data court.duckdb
    每个命令都有 --help 和 --json。退出码：0 成功，1 有发现的问题，2 用法有误，3 缺少部件。
    """


if __name__ == "__main__":
    main()
