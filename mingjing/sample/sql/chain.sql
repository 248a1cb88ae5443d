-- name: roots
-- One row per dispute: its cause, its court, its first day and how many days its first steps take.
CREATE OR REPLACE TEMP TABLE _root AS
WITH cause AS (
    SELECT *, (sum(share) OVER (ORDER BY line) - share) / sum(share) OVER () AS share_from FROM _cause
), place AS (
    SELECT code, court_id, (sum(share) OVER (ORDER BY court_id) - share) / sum(share) OVER () AS share_from
    FROM _court WHERE share > 0
), drawn AS (
    SELECT i AS root, u(i, 'cause') AS cause_draw, u(i, 'court') AS court_draw,
           workday(getvariable('first_day') + floor(pow(u(i, 'filed'), 0.9) * (getvariable('last_day') - getvariable('first_day') - 1))::INT) AS filed_on
    FROM range(1, getvariable('roots') + 1) t(i)
)
SELECT d.root, d.filed_on, c.case_kind, c.cause_code, c.cause_name, c.a_kind, c.b_kind,
       coalesce(named.court_id, p.court_id) AS court_id,
       (round(exp(c.amount_mu + c.amount_sigma * bell(d.root, 'amount'))) * 100)::BIGINT AS amount_fen
FROM drawn d
ASOF JOIN cause c ON d.cause_draw >= c.share_from
ASOF JOIN place p ON d.court_draw >= p.share_from
LEFT JOIN _court named ON named.code = c.court;

-- name: outcomes
-- Where each way of closing begins on the unit line of its kind of case.
CREATE OR REPLACE TEMP TABLE _outcome_from AS
SELECT case_kind, disposition,
       (sum(share) OVER (PARTITION BY case_kind ORDER BY line) - share) / sum(share) OVER (PARTITION BY case_kind) AS share_from
FROM _outcome;

-- name: cases
-- Every case of a dispute, by stage; `tkey` is root * 16 + stage until case identifiers are given.
CREATE OR REPLACE TEMP TABLE _chain (
    tkey BIGINT, root BIGINT, stage INT, case_kind VARCHAR, sub_kind VARCHAR, cause_code VARCHAR, cause_name VARCHAR,
    procedure VARCHAR, court_id BIGINT, filed_on DATE, amount_fen BIGINT, origin_tkey BIGINT, related_tkey BIGINT,
    remanding_tkey BIGINT, swapped BOOLEAN, ends_on DATE, closed_on DATE, disposition VARCHAR, award_fen BIGINT);

-- name: stage_mediation
-- Stage 0: mediation before filing, for a part of the civil disputes.
CREATE OR REPLACE TEMP TABLE _new AS
SELECT root * 16 AS tkey, root, 0 AS stage, '诉前调' AS case_kind, NULL::VARCHAR AS sub_kind, cause_code, cause_name,
       NULL::VARCHAR AS procedure, court_id, filed_on, amount_fen, NULL::BIGINT AS origin_tkey,
       NULL::BIGINT AS related_tkey, NULL::BIGINT AS remanding_tkey, false AS swapped
FROM _root WHERE case_kind = '民初' AND u(root, 'mediated') < 0.38;

-- name: stage_first
-- Stage 1: the suit itself; after a mediation without agreement some days later.
CREATE OR REPLACE TEMP TABLE _new AS
WITH suit AS (
    SELECT r.* REPLACE (CASE WHEN m.tkey IS NULL THEN r.filed_on ELSE workday(m.closed_on + whole(3, 25, r.root, 'after')) END AS filed_on),
           m.tkey AS related_tkey
    FROM _root r LEFT JOIN _chain m ON m.root = r.root AND m.stage = 0
    WHERE m.tkey IS NULL OR (m.disposition = 'terminated' AND u(r.root, 'sues') < 0.8)
)
SELECT root * 16 + 1 AS tkey, root, 1 AS stage, case_kind, CASE WHEN case_kind = '刑更' THEN cause_name END AS sub_kind,
       cause_code, cause_name,
       CASE case_kind WHEN '民初' THEN
                CASE WHEN cause_name NOT IN ('离婚纠纷') AND amount_fen < 3000000 AND u(root, 'procedure') < 0.5 THEN 'small'
                     WHEN u(root, 'procedure') < 0.72 THEN 'simple' ELSE 'ordinary' END
            WHEN '刑初' THEN CASE WHEN u(root, 'procedure') < 0.35 THEN 'fast' WHEN u(root, 'procedure') < 0.7 THEN 'simple' ELSE 'ordinary' END
            WHEN '行初' THEN CASE WHEN u(root, 'procedure') < 0.2 THEN 'simple' ELSE 'ordinary' END END AS procedure,
       court_id, filed_on, amount_fen, NULL::BIGINT AS origin_tkey, related_tkey, NULL::BIGINT AS remanding_tkey, false AS swapped
FROM suit;

-- name: stage_second
-- Stage 2: appeals against a part of the judgments of first instance.
CREATE OR REPLACE TEMP TABLE _new AS
SELECT root * 16 + 2 AS tkey, root, 2 AS stage,
       CASE case_kind WHEN '民初' THEN '民终' WHEN '刑初' THEN '刑终' ELSE '行终' END AS case_kind, NULL::VARCHAR AS sub_kind,
       cause_code, cause_name, 'ordinary' AS procedure, k.parent_id AS court_id,
       workday(closed_on + whole(18, 45, tkey, 'appeal_on')) AS filed_on,
       amount_fen, tkey AS origin_tkey, NULL::BIGINT AS related_tkey, NULL::BIGINT AS remanding_tkey,
       case_kind <> '民初' OR u(tkey, 'appellant') < 0.7 AS swapped
FROM _chain JOIN _court k USING (court_id)
WHERE stage = 1 AND disposition = 'judgment' AND coalesce(procedure, '') <> 'small'
  AND u(tkey, 'appeal') < CASE case_kind WHEN '民初' THEN 0.16 WHEN '刑初' THEN 0.10 ELSE 0.5 END
  AND closed_on IS NOT NULL;

-- name: stage_again
-- Stage 3: the new first instance after a remand; its judgment is not appealed again.
CREATE OR REPLACE TEMP TABLE _new AS
SELECT a.root * 16 + 3 AS tkey, a.root, 3 AS stage, f.case_kind, NULL::VARCHAR AS sub_kind, a.cause_code, a.cause_name,
       'ordinary' AS procedure, f.court_id, workday(a.closed_on + whole(8, 25, a.tkey, 'back_on')) AS filed_on,
       a.amount_fen, f.tkey AS origin_tkey, NULL::BIGINT AS related_tkey, a.tkey AS remanding_tkey, false AS swapped
FROM _chain a JOIN _chain f ON f.tkey = a.origin_tkey
WHERE a.stage = 2 AND a.disposition = 'remanded' AND a.closed_on IS NOT NULL;

-- name: stage_petition
-- Stage 4: petitions for retrial against a part of the final judgments.
CREATE OR REPLACE TEMP TABLE _new AS
SELECT root * 16 + 4 AS tkey, root, 4 AS stage, CASE case_kind WHEN '民终' THEN '民申' ELSE '行申' END AS case_kind,
       NULL::VARCHAR AS sub_kind, cause_code, cause_name, NULL::VARCHAR AS procedure, k.parent_id AS court_id,
       workday(closed_on + whole(30, 170, tkey, 'petition_on')) AS filed_on, amount_fen, tkey AS origin_tkey,
       NULL::BIGINT AS related_tkey, NULL::BIGINT AS remanding_tkey, swapped
FROM _chain JOIN _court k USING (court_id)
WHERE stage = 2 AND disposition IN ('upheld', 'changed') AND case_kind IN ('民终', '行终') AND k.level = 2
  AND u(tkey, 'petition') < 0.12 AND closed_on IS NOT NULL;

-- name: stage_retrial
-- Stage 5: retrials that a petition, or for crimes a final judgment, led to.
CREATE OR REPLACE TEMP TABLE _new AS
SELECT root * 16 + 5 AS tkey, root, 5 AS stage, CASE case_kind WHEN '民申' THEN '民再' ELSE '刑再' END AS case_kind,
       NULL::VARCHAR AS sub_kind, cause_code, cause_name, 'ordinary' AS procedure, court_id,
       workday(closed_on + whole(10, 40, tkey, 'retrial_on')) AS filed_on, amount_fen, tkey AS origin_tkey,
       NULL::BIGINT AS related_tkey, NULL::BIGINT AS remanding_tkey, swapped
FROM _chain
WHERE ((case_kind = '民申' AND disposition = 'decided') OR (case_kind = '刑终' AND disposition = 'upheld' AND u(tkey, 'retrial') < 0.02))
  AND closed_on IS NOT NULL;

-- name: stage_enforcement
-- Stage 6: enforcement of judgments and mediations for money, never between spouses.
CREATE OR REPLACE TEMP TABLE _new AS
SELECT c.root * 16 + 6 AS tkey, c.root, 6 AS stage, '执' AS case_kind, NULL::VARCHAR AS sub_kind, c.cause_code, c.cause_name,
       NULL::VARCHAR AS procedure, c.court_id, workday(c.closed_on + whole(30, 200, c.tkey, 'enforced_on')) AS filed_on,
       c.award_fen AS amount_fen, NULL::BIGINT AS origin_tkey, c.tkey AS related_tkey, NULL::BIGINT AS remanding_tkey, false AS swapped
FROM _chain c JOIN _root r USING (root)
WHERE c.case_kind = '民初' AND c.stage = 1 AND c.disposition IN ('judgment', 'mediation') AND c.award_fen > 0
  AND r.a_kind <> 'spouse' AND r.b_kind NOT IN ('spouse', 'heir', 'shop')
  AND NOT EXISTS (FROM _chain a WHERE a.root = c.root AND a.stage = 2)
  AND u(c.tkey, 'enforced') < 0.62 AND c.closed_on IS NOT NULL;

-- name: stage_resumed
-- Stage 7: enforcement taken up again after a round had ended; the second time it succeeds or ends for good.
CREATE OR REPLACE TEMP TABLE _new AS
SELECT root * 16 + 7 AS tkey, root, 7 AS stage, '执恢' AS case_kind, NULL::VARCHAR AS sub_kind, cause_code, cause_name,
       NULL::VARCHAR AS procedure, court_id, workday(closed_on + whole(60, 600, tkey, 'resumed_on')) AS filed_on,
       amount_fen, tkey AS origin_tkey, related_tkey, NULL::BIGINT AS remanding_tkey, false AS swapped
FROM _chain
WHERE case_kind = '执' AND stage = 6 AND disposition = 'interim_termination' AND u(tkey, 'resumed') < 0.2
  AND closed_on IS NOT NULL;

-- name: stage_objection
-- Stage 8: objections in enforcement.
CREATE OR REPLACE TEMP TABLE _new AS
SELECT root * 16 + 8 AS tkey, root, 8 AS stage, '执异' AS case_kind, NULL::VARCHAR AS sub_kind, cause_code, cause_name,
       NULL::VARCHAR AS procedure, court_id, workday(filed_on + whole(20, 60, tkey, 'objection_on')) AS filed_on,
       amount_fen, NULL::BIGINT AS origin_tkey, tkey AS related_tkey, NULL::BIGINT AS remanding_tkey, true AS swapped
FROM _chain
WHERE case_kind = '执' AND u(tkey, 'objects') < 0.035;

-- name: stage_review
-- Stage 9: reviews of the rulings on such objections.
CREATE OR REPLACE TEMP TABLE _new AS
SELECT root * 16 + 9 AS tkey, root, 9 AS stage, '执复' AS case_kind, NULL::VARCHAR AS sub_kind, cause_code, cause_name,
       NULL::VARCHAR AS procedure, k.parent_id AS court_id, workday(closed_on + whole(12, 25, tkey, 'review_on')) AS filed_on,
       amount_fen, tkey AS origin_tkey, related_tkey, NULL::BIGINT AS remanding_tkey, swapped
FROM _chain JOIN _court k USING (court_id)
WHERE case_kind = '执异' AND k.parent_id IS NOT NULL AND u(tkey, 'review') < 0.3 AND closed_on IS NOT NULL;

-- name: stage_securing
-- Stage 10: enforcement of orders that secure a claim.
CREATE OR REPLACE TEMP TABLE _new AS
SELECT root * 16 + 10 AS tkey, root, 10 AS stage, '执保' AS case_kind, NULL::VARCHAR AS sub_kind, cause_code, cause_name,
       NULL::VARCHAR AS procedure, court_id, workday(filed_on + whole(3, 12, tkey, 'securing_on')) AS filed_on,
       amount_fen, NULL::BIGINT AS origin_tkey, tkey AS related_tkey, NULL::BIGINT AS remanding_tkey, false AS swapped
FROM _chain JOIN (SELECT root, a_kind FROM _root) USING (root)
WHERE case_kind = '民初' AND stage = 1 AND amount_fen > 5000000 AND a_kind <> 'spouse'
  AND u(tkey, 'securing') < 0.09;

-- name: settle
-- When and how each new case ends, if it does before the end of the data.
INSERT INTO _chain
WITH ending AS (
    SELECT n.*, u(n.tkey, 'outcome') AS draw,
           workday(n.filed_on + greatest(3, ceil(exp(p.days_mu + p.days_sigma * bell(n.tkey, 'days'))
               * CASE n.procedure WHEN 'small' THEN 0.5 WHEN 'simple' THEN 0.75 WHEN 'fast' THEN 0.3 WHEN 'ordinary' THEN 1.3 ELSE 1 END))::INT) AS ends_on
    FROM _new n JOIN _pace p USING (case_kind) WHERE n.filed_on <= getvariable('last_day')
)
SELECT e.tkey, e.root, e.stage, e.case_kind, e.sub_kind, e.cause_code, e.cause_name, e.procedure, e.court_id, e.filed_on,
       e.amount_fen, e.origin_tkey, e.related_tkey, e.remanding_tkey, e.swapped, e.ends_on,
       happened(e.ends_on), CASE WHEN happened(e.ends_on) IS NOT NULL THEN o.disposition END,
       CASE WHEN happened(e.ends_on) IS NOT NULL AND o.disposition IN ('judgment', 'mediation', 'changed')
             AND e.case_kind IN ('民初', '民终', '民再', '诉前调')
            THEN (round(e.amount_fen / 100 * CASE WHEN u(e.tkey, 'full') < 0.4 THEN 1 ELSE 0.4 + 0.6 * u(e.tkey, 'award') END) * 100)::BIGINT END
FROM ending e ASOF JOIN _outcome_from o ON e.case_kind = o.case_kind AND e.draw >= o.share_from;

-- name: keep
-- As many whole disputes as fit; the last few cases come from the suits of the next disputes.
CREATE OR REPLACE TEMP TABLE _kept AS
WITH size AS (
    SELECT root, count(*) AS cases, min(stage) AS first_stage FROM _chain GROUP BY root
), total AS (
    SELECT *, sum(cases) OVER (ORDER BY root) AS so_far FROM size
), whole AS (
    SELECT coalesce(max(so_far), 0) AS cases, coalesce(max(root), 0) AS last_root FROM total WHERE so_far <= getvariable('wanted')
), topped AS (
    SELECT s.root, s.first_stage, row_number() OVER (ORDER BY s.root) AS place FROM size s, whole w WHERE s.root > w.last_root
)
SELECT c.tkey FROM _chain c, whole w WHERE c.root <= w.last_root
UNION ALL
SELECT t.root * 16 + t.first_stage FROM topped t, whole w WHERE t.place <= getvariable('wanted') - w.cases;

-- name: sides
-- Who stands on which side of a dispute, one row per person or body.
CREATE OR REPLACE TEMP TABLE _side AS
WITH alive AS (
    SELECT DISTINCT _chain.root FROM _kept JOIN _chain USING (tkey)
), lenders AS (
    SELECT root, CASE WHEN row_number() OVER (ORDER BY root) % 8 = 0 THEN lag(root) OVER (ORDER BY root) ELSE root END AS lender_root
    FROM _root WHERE a_kind = 'lender'
), places AS (
    SELECT r.*, l.lender_root, s.slot,
           CASE WHEN s.slot < 3 THEN a_kind WHEN s.slot < 6 THEN b_kind ELSE CASE WHEN case_kind = '刑初' THEN 'victim' ELSE 'third' END END AS kind
    FROM _root r JOIN alive USING (root) LEFT JOIN lenders l USING (root), (VALUES (1), (2), (3), (4), (5), (6)) s(slot)
    WHERE CASE s.slot WHEN 1 THEN a_kind IS NOT NULL
                      WHEN 2 THEN a_kind IN ('person', 'supplier') AND case_kind IN ('民初', '执') AND u(root, 'slot2') < 0.08
                      WHEN 3 THEN b_kind IS NOT NULL
                      WHEN 4 THEN b_kind NOT IN ('spouse', 'agency', 'convict', 'shop') AND u(root, 'slot4') < 0.24
                      WHEN 5 THEN b_kind IN ('company', 'borrower', 'debtor') AND u(root, 'slot5') < 0.07
                      ELSE (case_kind = '刑初' AND u(root, 'slot6') < 0.25)
                        OR (case_kind IN ('民初', '行初') AND a_kind <> 'spouse' AND u(root, 'slot6') < 0.04) END
)
SELECT DISTINCT ON (root, subject_id) root, slot, CASE WHEN slot < 3 THEN 'A' WHEN slot < 6 THEN 'B' ELSE 'C' END AS side, subject_id
FROM (
    SELECT root, slot,
           CASE kind
               WHEN 'bank' THEN 1000 + floor(pow(61, pow(u(root, 'bank'), 1.35)))::BIGINT
               WHEN 'property' THEN 10000 + floor(pow(20 + getvariable('wanted') / 2500, u(root, 'property')))::BIGINT
               WHEN 'insurer' THEN 2000 + floor(pow(31, u(root, 'insurer')))::BIGINT
               WHEN 'telecom' THEN 3000 + floor(pow(6, u(root, 'telecom')))::BIGINT
               WHEN 'guarantee' THEN 4000 + floor(pow(41, u(root, 'guarantee')))::BIGINT
               WHEN 'agency' THEN 5000 + whole(1, 96, root, 'agency')
               WHEN 'prosecutor' THEN 6000 + court_id
               WHEN 'supplier' THEN 10000000 + floor(u(root * 8 + slot, 'supplier') * (20 + getvariable('wanted') / 8))::BIGINT
               WHEN 'company' THEN 20000000 + floor(u(root * 8 + slot, 'company') * (20 + getvariable('wanted') / 7))::BIGINT
               WHEN 'shop' THEN 30000000 + floor(u(root * 8 + slot, 'shop') * (20 + getvariable('wanted') / 80))::BIGINT
               WHEN 'debtor' THEN 40000000 + floor(u(root * 8 + slot, 'debtor') * (50 + getvariable('wanted') / 5))::BIGINT
               WHEN 'lender' THEN 100000000 + lender_root * 10 + 1
               ELSE 100000000 + root * 10 + slot END AS subject_id
    FROM places
)
ORDER BY root, subject_id, slot;
