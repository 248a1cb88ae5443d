-- What the platform keeps about its sources, beside the court's own rows.

-- How far each source has been applied: committed together with the rows, so it is never ahead of them nor behind.
CREATE TABLE IF NOT EXISTS mj_position (
    source TEXT PRIMARY KEY,
    position BIGINT NOT NULL,
    token TEXT NOT NULL DEFAULT '',            -- for sources whose position is no number, such as a GTID
    moment TIMESTAMP NOT NULL,                 -- the last moment given to rows of this source
    committed_at TIMESTAMP,                    -- when the source committed what was applied last
    applied_at TIMESTAMP NOT NULL DEFAULT (clock_timestamp() AT TIME ZONE 'UTC'),
    seen_at TIMESTAMP,                         -- when the source last said that nothing is waiting
    changes BIGINT NOT NULL DEFAULT 0,
    state TEXT NOT NULL DEFAULT 'running',     -- loading, running, halted
    problem TEXT NOT NULL DEFAULT ''
);

-- Every change of every source, once, in the order in which the source committed them.
CREATE TABLE IF NOT EXISTS mj_source_change (
    source TEXT NOT NULL,
    position BIGINT NOT NULL,                  -- of the commit
    seq INTEGER NOT NULL,                      -- within the transaction, from 1
    table_name TEXT NOT NULL,
    op "char" NOT NULL,                        -- I, U, D, T (all rows of the table gone)
    row_key TEXT,
    committed_at TIMESTAMP NOT NULL,
    PRIMARY KEY (source, position, seq)
);

-- Every change of a row of the court, in the order in which they were committed here.
CREATE TABLE IF NOT EXISTS mj_change (
    change_id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at TIMESTAMP NOT NULL,
    table_name TEXT NOT NULL,
    key BIGINT NOT NULL,
    op "char" NOT NULL,                        -- I new, U replaced, D ended
    source TEXT NOT NULL
);

-- Rows that the mapping refused: what was wrong, and what they were.
CREATE TABLE IF NOT EXISTS mj_parked (
    source TEXT NOT NULL,
    source_table TEXT NOT NULL,
    feed TEXT NOT NULL,                        -- the court's table; empty when the row could not even be stored as it is
    row_key TEXT NOT NULL,
    reason TEXT NOT NULL,
    waiting BOOLEAN NOT NULL DEFAULT FALSE,    -- it only waits for a row of another system
    row_data JSONB NOT NULL,
    parked_at TIMESTAMP NOT NULL,
    PRIMARY KEY (source, source_table, feed, row_key)
);

-- Parts of a table that were copied at a later position than the stream has reached: older changes of them are past.
CREATE TABLE IF NOT EXISTS mj_chunk (
    source TEXT NOT NULL,
    table_name TEXT NOT NULL,
    above BIGINT,                              -- keys greater than this; NULL from the first
    upto BIGINT,                               -- up to this one; NULL to the last
    position BIGINT NOT NULL,
    copied_rows BIGINT NOT NULL
);

-- The tables of each source: whether their copy is complete, and whether what was read of them can be trusted.
CREATE TABLE IF NOT EXISTS mj_source_table (
    source TEXT NOT NULL,
    table_name TEXT NOT NULL,
    state TEXT NOT NULL,                       -- loading, copied, ready, incomplete
    problem TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (source, table_name)
);

-- How source tables changed their shape, and what was done.
CREATE TABLE IF NOT EXISTS mj_schema_change (
    source TEXT NOT NULL,
    table_name TEXT NOT NULL,
    position BIGINT NOT NULL,
    what TEXT NOT NULL,
    at TIMESTAMP NOT NULL DEFAULT (clock_timestamp() AT TIME ZONE 'UTC')
);

-- What comparing a source with what is stored found.
CREATE TABLE IF NOT EXISTS mj_verification (
    source TEXT NOT NULL,
    table_name TEXT NOT NULL,
    at TIMESTAMP NOT NULL DEFAULT (clock_timestamp() AT TIME ZONE 'UTC'),
    position BIGINT NOT NULL,
    compared BIGINT NOT NULL,
    differing BIGINT NOT NULL,
    repaired BIGINT NOT NULL
);

-- How much of its log each source keeps for us: it grows while changes are not applied, until the source's disk is full.
CREATE TABLE IF NOT EXISTS mj_source_log (
    source TEXT PRIMARY KEY,
    kept_bytes BIGINT NOT NULL,
    state TEXT NOT NULL,                       -- reserved, extended, unreserved, lost: as PostgreSQL says of a slot
    at TIMESTAMP NOT NULL DEFAULT (clock_timestamp() AT TIME ZONE 'UTC')
);
