-- Files that were laid down for a source, in the order in which they are read; the position says how far that is.
CREATE TABLE IF NOT EXISTS mj_file (
    source TEXT NOT NULL,
    number BIGINT NOT NULL,
    table_name TEXT NOT NULL,
    name TEXT NOT NULL,
    digest TEXT NOT NULL,                      -- of its content: the same content is read once
    found_at TIMESTAMP NOT NULL DEFAULT (clock_timestamp() AT TIME ZONE 'UTC'),
    PRIMARY KEY (source, number),
    UNIQUE (source, table_name, digest)
);
