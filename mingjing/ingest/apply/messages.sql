-- Where the last change of each row stood, in the messages and in the source that they tell of.
CREATE TABLE IF NOT EXISTS mj_row_position (
    source TEXT NOT NULL,
    table_name TEXT NOT NULL,
    row_key TEXT NOT NULL,
    topic TEXT NOT NULL,
    partition INTEGER NOT NULL,
    message_offset BIGINT NOT NULL,
    place TEXT NOT NULL,                       -- in the source's own log; empty where the format carries none
    era TEXT NOT NULL,
    told_at BIGINT NOT NULL,                   -- milliseconds since 1970, by the source
    PRIMARY KEY (source, table_name, row_key)
);
