-- name: u
-- A number in [0, 1) that depends only on the seed, an identifier and what it is drawn for.
CREATE OR REPLACE TEMP MACRO u(id, salt) AS
    (hash(id, salt, getvariable('seed')) >> 11)::DOUBLE / 9007199254740992.0;

-- name: bell
-- A bell-shaped number around 0 with deviation 1, never beyond 3.
CREATE OR REPLACE TEMP MACRO bell(id, salt) AS
    (u(id, salt || '1') + u(id, salt || '2') + u(id, salt || '3') - 1.5) * 2;

-- name: pick
-- One member of a list.
CREATE OR REPLACE TEMP MACRO pick(list, id, salt) AS list[1 + floor(u(id, salt) * len(list))::INT];

-- name: between
-- A whole number from low to high, both possible.
CREATE OR REPLACE TEMP MACRO whole(low, high, id, salt) AS (low + floor(u(id, salt) * (high - low + 1)))::INT;

-- name: workday
-- The day itself, or the Monday after a weekend.
CREATE OR REPLACE TEMP MACRO workday(d) AS
    (d + (CASE dayofweek(d) WHEN 6 THEN 2 WHEN 0 THEN 1 ELSE 0 END)::INT)::DATE;

-- name: happened
-- The day when it is not after the last day of the data, otherwise NULL.
CREATE OR REPLACE TEMP MACRO happened(d) AS CASE WHEN d <= getvariable('last_day') THEN d END;

-- name: at
-- A time (UTC) on a day, `minutes` after 09:00 in Shanghai.
CREATE OR REPLACE TEMP MACRO at_time(d, minutes) AS
    d::TIMESTAMP + to_minutes(60 + minutes::BIGINT);

-- name: filed_at
-- When a case and its first rows are known: before its first milestone.
CREATE OR REPLACE TEMP MACRO filed_at(d, id) AS
    d::TIMESTAMP + to_seconds(1800 + floor(u(id, 'filed_at') * 1500)::INT);

-- name: known_late
-- A time of recording: the working afternoon of the day, for a share of rows some days later, never after the data.
CREATE OR REPLACE TEMP MACRO known_late(d, id, salt, share, most_days) AS
    CASE WHEN d IS NOT NULL THEN
        least(getvariable('last_day')::TIMESTAMP + INTERVAL 10 HOUR,
              at_time(d, 480 + floor(u(id, salt || 'm') * 55))
              + to_days(CASE WHEN u(id, salt) < share THEN 1 + floor(u(id, salt || 'd') * most_days)::INT ELSE 0 END)) END;

-- name: forever
-- `_to` of a row still in force.
CREATE OR REPLACE TEMP MACRO forever() AS TIMESTAMP '9999-12-31';

-- name: person_name
-- An invented name of two or three characters.
CREATE OR REPLACE TEMP MACRO person_name(id) AS
    pick(getvariable('surnames'), id, 'surname') || pick(getvariable('given'), id, 'given1')
    || CASE WHEN u(id, 'given') < 0.7 THEN pick(getvariable('given'), id, 'given2') ELSE '' END;

-- name: firm_name
-- An invented name of a firm.
CREATE OR REPLACE TEMP MACRO firm_name(id) AS
    '上海' || pick(getvariable('trade_names'), id, 'trade_name') || pick(getvariable('trade_ends'), id, 'trade_end')
    || pick(getvariable('trades'), id, 'trade') || CASE WHEN u(id, 'limited') < 0.9 THEN '有限公司' ELSE '股份有限公司' END;

-- name: yuan
-- Fen as yuan: 1234567 is 12,345.67, 100000 is 1,000.
CREATE OR REPLACE TEMP MACRO yuan(fen) AS format('{:,}', fen // 100) || CASE WHEN fen % 100 = 0 THEN '' ELSE '.' || lpad((fen % 100)::VARCHAR, 2, '0') END;

-- name: identity
-- The keyed hash of a subject's identity number.
CREATE OR REPLACE TEMP MACRO identity(id) AS substr(md5('id' || getvariable('seed') || '/' || id), 1, 20);
