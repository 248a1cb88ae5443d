-- name: ids
-- Case identifiers rise with the day of filing, for background and planted cases alike.
CREATE OR REPLACE TEMP TABLE _id AS
SELECT tkey, row_number() OVER (ORDER BY filed_on, u(tkey, 'place'), tkey) AS case_id
FROM (SELECT tkey, filed_on FROM _kept JOIN _chain USING (tkey) UNION ALL SELECT tkey, filed_on FROM _planted);

-- name: gathered
-- Every case with its identifier, its planned end and what the tables below need to know about it.
CREATE OR REPLACE TEMP TABLE _gathered AS
WITH both_kinds AS (
    SELECT c.*, NULL::VARCHAR AS remand_reason, false AS planted, false AS own_panel, false AS own_claim
    FROM _kept JOIN _chain c USING (tkey)
    UNION ALL BY NAME
    SELECT *, true AS planted FROM _planted
)
SELECT i.case_id, b.* EXCLUDE (origin_tkey, related_tkey, remanding_tkey),
       o.case_id AS origin_case_id, r.case_id AS related_case_id, m.case_id AS remanding_case_id,
       k.code AS court_code, k.level AS court_level,
       k.court_id * 10000 + whole(1, k.judges, b.tkey, 'judge') AS judge_in_charge_id,
       k.court_id * 10000 + 7000 + whole(1, greatest(2, k.judges // 2), b.tkey, 'clerk') AS clerk_id,
       (b.ends_on - b.filed_on)::INT AS days,
       CASE WHEN p.flow = 'O' AND b.procedure IN ('simple', 'fast') THEN 'S' WHEN p.flow = 'O' AND b.procedure = 'small' THEN 'M'
            WHEN p.flow = 'CO' AND b.procedure IN ('simple', 'fast') THEN 'CF' ELSE p.flow END AS flow,
       known_late(b.closed_on, b.tkey, 'closing', 0.02, 6) AS closing_known_at,
       (b.filed_on + CASE
            WHEN b.case_kind = '诉前调' THEN INTERVAL 30 DAY
            WHEN b.case_kind = '刑初' AND b.procedure = 'fast' THEN INTERVAL 15 DAY
            WHEN b.case_kind = '刑更' THEN INTERVAL 1 MONTH
            WHEN b.case_kind LIKE '刑%' THEN INTERVAL 2 MONTH
            WHEN b.procedure = 'small' THEN INTERVAL 2 MONTH
            WHEN b.procedure = 'simple' THEN CASE WHEN b.case_kind = '行初' THEN INTERVAL 45 DAY ELSE INTERVAL 3 MONTH END
            WHEN b.case_kind IN ('民终', '行终', '民申', '行申', '行审') THEN INTERVAL 3 MONTH
            WHEN b.case_kind IN ('执异', '执复', '财保') THEN INTERVAL 15 DAY
            WHEN b.case_kind IN ('民保令', '调确') THEN INTERVAL 30 DAY
            ELSE INTERVAL 6 MONTH END)::DATE AS limit_base,
       CASE b.disposition WHEN 'judgment' THEN CASE WHEN b.procedure = 'small' THEN 0 ELSE 16 END ELSE 0 END AS effect_days
FROM both_kinds b
JOIN _id i USING (tkey)
JOIN _court k ON k.court_id = b.court_id
JOIN _pace p ON p.case_kind = b.case_kind
LEFT JOIN _id o ON o.tkey = b.origin_tkey
LEFT JOIN _id r ON r.tkey = b.related_tkey
LEFT JOIN _id m ON m.tkey = b.remanding_tkey;

-- name: numbered
-- The same with its case number: serials run within court, year and kind by the day of filing.
CREATE OR REPLACE TEMP TABLE _case AS
SELECT *, '（' || year(filed_on) || '）' || court_code || case_kind
          || row_number() OVER (PARTITION BY court_code, year(filed_on), case_kind ORDER BY case_id) || '号' AS case_number,
       CASE WHEN ends_on > limit_base AND NOT (planted AND case_kind = '诉前调') THEN greatest(ends_on + 20, limit_base + 30) END AS extended_to
FROM _gathered ORDER BY case_id;

-- name: case_sides
-- Every party of every case with its role there.
CREATE OR REPLACE TEMP TABLE _party AS
SELECT c.case_id, s.slot, s.subject_id, NULL::VARCHAR AS name_as_written,
       CASE WHEN s.side = 'C' THEN 'C' WHEN c.swapped THEN CASE s.side WHEN 'A' THEN 'B' ELSE 'A' END ELSE s.side END AS side,
       CASE
           WHEN s.side = 'C' AND c.case_kind LIKE '刑%' THEN 'victim'
           WHEN s.side = 'C' THEN 'third_party'
           WHEN c.case_kind IN ('诉前调', '民初', '行初') THEN CASE s.side WHEN 'A' THEN 'plaintiff' ELSE 'defendant' END
           WHEN c.case_kind = '刑更' THEN 'convict'
           WHEN c.case_kind LIKE '刑%' AND s.side = 'A' THEN 'prosecutor'
           WHEN c.case_kind IN ('刑初', '刑再') THEN 'accused'
           WHEN c.case_kind = '刑终' THEN 'appellant'
           WHEN c.case_kind IN ('民终', '行终') THEN CASE WHEN (s.side = 'A') <> c.swapped THEN 'appellant' ELSE 'appellee' END
           WHEN c.case_kind IN ('民申', '民再', '行申') THEN CASE WHEN (s.side = 'A') <> c.swapped THEN 'retrial_applicant' ELSE 'retrial_respondent' END
           WHEN c.case_kind IN ('执', '执恢') THEN CASE s.side WHEN 'A' THEN 'creditor' ELSE 'debtor' END
           ELSE CASE WHEN (s.side = 'A') <> c.swapped THEN 'applicant' ELSE 'respondent' END END AS role
FROM _case c JOIN _side s USING (root) WHERE NOT c.planted AND (s.side <> 'C' OR c.case_kind IN ('民初', '行初', '刑初', '民终', '刑终'))
UNION ALL BY NAME
SELECT i.case_id, p.slot, p.subject_id, p.name_as_written, p.side, p.role FROM _planted_party p JOIN _id i USING (tkey)
ORDER BY case_id, slot;

-- name: people
-- Every subject of the background: what it is, the days of its first and last steps, and whether all its cases are closed.
CREATE OR REPLACE TEMP TABLE _subject AS
SELECT p.subject_id, CASE WHEN p.subject_id >= 40000000 THEN 'person' WHEN p.subject_id BETWEEN 5000 AND 6999 THEN 'org' ELSE 'company' END AS kind,
       min(c.filed_on) AS first_on, max(coalesce(c.closed_on, c.filed_on)) AS last_on, bool_and(c.closed_on IS NOT NULL) AS all_closed,
       count(*) AS cases, arg_min(c.case_id, c.case_id) AS first_case_id
FROM _party p JOIN _case c USING (case_id) WHERE NOT c.planted
GROUP BY p.subject_id;

-- name: enforced
-- Enforcement cases of the background: what is due, what was paid and the days of the money.
CREATE OR REPLACE TEMP TABLE _enforced AS
WITH paid AS (
    SELECT c.*, CASE WHEN disposition = 'satisfied' THEN amount_fen
                     WHEN u(case_id, 'part') < 0.4 THEN (round(amount_fen / 100 * 0.6 * u(case_id, 'paid')) * 100)::BIGINT ELSE 0 END AS paid_fen,
           least(ends_on - 2, workday(filed_on + 1 + floor(0.6 * days)::INT)) AS arrives_on
    FROM _case c WHERE case_kind IN ('执', '执恢') AND NOT planted
), dated AS (
    SELECT *, least(ends_on - 1, workday(arrives_on + whole(0, 3, case_id, 'claimed'))) AS claims_on FROM paid
), outgoing AS (
    SELECT *, least(ends_on, workday(claims_on + whole(1, 7, case_id, 'pays'))) AS pays_on FROM dated
)
SELECT * EXCLUDE (paid_fen), CASE WHEN happened(arrives_on) IS NULL THEN 0 ELSE paid_fen END AS paid_fen
FROM outgoing WHERE amount_fen IS NOT NULL;
