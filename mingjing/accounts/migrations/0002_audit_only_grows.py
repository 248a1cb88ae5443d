"""The audit log can't be changed or shortened, not even past the platform's own code."""

from django.db import migrations

LOG = "accounts_auditevent"

SQLITE = [
    f"CREATE TRIGGER {LOG}_no_update BEFORE UPDATE ON {LOG} BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END",
    f"CREATE TRIGGER {LOG}_no_delete BEFORE DELETE ON {LOG} BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END",
]
POSTGRESQL = [
    f"CREATE RULE {LOG}_no_update AS ON UPDATE TO {LOG} DO INSTEAD NOTHING",
    f"CREATE RULE {LOG}_no_delete AS ON DELETE TO {LOG} DO INSTEAD NOTHING",
]


def lock(apps, schema_editor):
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}.get(schema_editor.connection.vendor, []):
        schema_editor.execute(statement)


def unlock(apps, schema_editor):
    for end in ("no_update", "no_delete"):
        kind, place = ("RULE", f" ON {LOG}") if schema_editor.connection.vendor == "postgresql" else ("TRIGGER", "")
        schema_editor.execute(f"DROP {kind} {LOG}_{end}{place}")


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunPython(lock, unlock)]
