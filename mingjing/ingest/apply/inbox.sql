-- What source systems pushed, as it came: each batch once, in the order in which it was taken.
CREATE TABLE IF NOT EXISTS mj_inbox (
    source TEXT NOT NULL,
    batch BIGINT NOT NULL,
    idempotency_key TEXT NOT NULL,
    digest TEXT NOT NULL,                      -- of the body: the same key may not come with another
    body TEXT NOT NULL,
    changes INTEGER NOT NULL,
    received_at TIMESTAMP NOT NULL DEFAULT (clock_timestamp() AT TIME ZONE 'UTC'),
    PRIMARY KEY (source, batch),
    UNIQUE (source, idempotency_key)
);
