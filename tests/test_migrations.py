"""A migrated database is what the tables declare; Piccolo does not notice a Check whose condition changed."""

import uuid
from typing import Any

import asyncpg
from piccolo.table import sort_table_classes

from backend.database import APP_CONFIG
from tests.conftest import execute, renamed

COLUMNS = """
    SELECT table_name, column_name, data_type, is_nullable, character_maximum_length, numeric_precision
    FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> 'migration'
"""
CONSTRAINTS = """
    SELECT conrelid::regclass::text AS table_name, conname, pg_get_constraintdef(oid) AS condition
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conrelid <> 0
    AND conrelid::regclass::text <> 'migration' AND contype <> 'n'
"""


async def shape(url: str) -> dict[str, set[tuple[Any, ...]]]:
    connection = await asyncpg.connect(url)
    try:
        return {
            what: {tuple(row.values()) for row in await connection.fetch(sql)}
            for what, sql in (("columns", COLUMNS), ("constraints", CONSTRAINTS))
        }
    finally:
        await connection.close()


async def test_the_migrations_lead_to_the_declared_tables(
    app: object, server_url: str, database_url: str
) -> None:
    name = f"storewalk_declared_{uuid.uuid4().hex[:12]}"
    await execute(renamed(server_url, "postgres"), f'CREATE DATABASE "{name}"')
    try:
        for table in sort_table_classes(list(APP_CONFIG.table_classes)):
            for query in table.create_table().ddl:
                await execute(renamed(server_url, name), query)
        declared, migrated = await shape(renamed(server_url, name)), await shape(database_url)
        assert len(declared["constraints"]) > len(APP_CONFIG.table_classes)
        assert declared["columns"] == migrated["columns"]
        assert declared["constraints"] == migrated["constraints"]
    finally:
        await execute(renamed(server_url, "postgres"), f'DROP DATABASE "{name}" WITH (FORCE)')
