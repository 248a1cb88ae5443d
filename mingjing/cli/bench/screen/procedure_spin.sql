-- Disputes that come back to court without reason, seven ways, by hand.
WITH suit AS (
    SELECT c.case_id, c.case_kind, c.cause_name, c.filed_on, c.closed_on, c.disposition, q.claim_key, q.contract_key, q.amount_fen,
           q.new_fact IS TRUE AS new_fact, q.defect_cured IS TRUE AS cured, q.court_advised_withdrawal IS TRUE AS advised
    FROM claim q JOIN case_main c ON c.case_id = q.case_id AND c._from <= $at AND c._to > $at
    WHERE q._from <= $at AND q._to > $at
), alike AS (
    SELECT n.*, o.case_id AS old_case, o.case_kind AS old_kind, o.disposition AS old_disposition, o.closed_on AS old_closed, FALSE AS guessed
    FROM suit n JOIN suit o ON o.claim_key = n.claim_key AND o.cause_name = n.cause_name
    WHERE o.case_id <> n.case_id AND o.closed_on <= n.filed_on AND n.filed_on <= CAST(o.closed_on + INTERVAL '24 months' AS DATE)
      AND (n.contract_key IS NULL OR o.contract_key IS NULL OR n.contract_key = o.contract_key)
    UNION ALL
    SELECT n.*, o.case_id, o.case_kind, o.disposition, o.closed_on, TRUE
    FROM suit n JOIN suit o ON o.claim_key IS NULL AND o.amount_fen = n.amount_fen AND o.cause_name = n.cause_name
    WHERE o.case_id <> n.case_id AND o.closed_on <= n.filed_on AND n.filed_on <= CAST(o.closed_on + INTERVAL '24 months' AS DATE)
      AND (n.contract_key IS NULL OR o.contract_key IS NULL OR n.contract_key = o.contract_key)
), pair AS MATERIALIZED (
    SELECT DISTINCT case_id, old_case FROM alike
), side AS MATERIALIZED (
    SELECT DISTINCT p.case_id, p.side, p.subject_id
    FROM case_party p
    WHERE p.side IN ('A', 'B') AND p._from <= $at AND p._to > $at
      AND p.case_id IN (SELECT case_id FROM pair UNION ALL SELECT old_case FROM pair)
), size AS (
    SELECT case_id, side, count(subject_id) AS n FROM side GROUP BY case_id, side
), shared AS (
    SELECT k.case_id, k.old_case, a.side, count(*) AS n
    FROM pair k JOIN side a ON a.case_id = k.case_id
    JOIN side b ON b.case_id = k.old_case AND b.side = a.side AND b.subject_id = a.subject_id
    GROUP BY k.case_id, k.old_case, a.side
), overlapping AS (
    SELECT s.case_id, s.old_case
    FROM shared s JOIN size a ON a.case_id = s.case_id AND a.side = s.side JOIN size b ON b.case_id = s.old_case AND b.side = s.side
    WHERE s.n = least(a.n, b.n)
    GROUP BY s.case_id, s.old_case HAVING count(*) = 2
), same AS MATERIALIZED (
    SELECT a.* FROM alike a
    WHERE EXISTS (SELECT 1 FROM overlapping o WHERE o.case_id = a.case_id AND o.old_case = a.old_case)
), refiled AS (
    SELECT case_id, count(DISTINCT old_case) AS n, bool_or(guessed) AS guessed,
           bool_or(cause_name = '离婚纠纷' AND filed_on < CAST(old_closed + INTERVAL '6 months' AS DATE)) AS early
    FROM same
    WHERE case_kind = '民初' AND old_kind = '民初' AND old_disposition IN ('withdrawn', 'deemed_withdrawn') AND NOT new_fact AND NOT advised
    GROUP BY case_id
), ended AS (
    SELECT case_id, basis_case_id, debtor_subject_id, ended_round_on
    FROM enforcement_case WHERE status = 'ended_round' AND ended_round_on IS NOT NULL AND _from <= $at AND _to > $at
), moved AS (
    SELECT jurisdiction_event_id, case_id, dispute_key, ruled_on
    FROM jurisdiction_event WHERE kind = 'transfer' AND _from <= $at AND _to > $at
)
SELECT case_id, '撤诉后再起诉' AS kind,
       CASE WHEN early THEN 'high' WHEN n >= 2 AND guessed THEN 'low' WHEN n >= 2 THEN 'medium' ELSE 'info' END AS level, n
FROM refiled
UNION ALL
SELECT b.case_id, '一案反复终本', 'medium', count(DISTINCT a.case_id) + 1
FROM ended a JOIN ended b ON b.basis_case_id = a.basis_case_id AND b.debtor_subject_id = a.debtor_subject_id
WHERE a.case_id <> b.case_id AND a.ended_round_on < b.ended_round_on
  AND a.ended_round_on >= CAST(b.ended_round_on - INTERVAL '36 months' AS DATE)
GROUP BY b.case_id
UNION ALL
SELECT s.case_id, '反复发回重审',
       CASE WHEN s.case_kind = '民终' OR strpos(coalesce(s.remand_reason, '事实'), '事实') > 0 THEN 'error' ELSE 'info' END, 2
FROM case_main s JOIN case_main f ON f.case_id = s.origin_case_id AND f._from <= $at AND f._to > $at
WHERE s.case_kind IN ('民终', '刑终') AND s.disposition = 'remanded' AND f.remanding_case_id IS NOT NULL
  AND s._from <= $at AND s._to > $at
UNION ALL
SELECT case_id, '驳回起诉或不予受理后又起诉', 'medium', count(DISTINCT old_case)
FROM same WHERE old_disposition IN ('dismissed_suit', 'rejected') AND NOT guessed AND NOT cured GROUP BY case_id
UNION ALL
SELECT b.case_id, '管辖反复移送', 'medium', count(DISTINCT a.jurisdiction_event_id) + 1
FROM moved a JOIN moved b ON b.dispute_key = a.dispute_key AND a.ruled_on < b.ruled_on GROUP BY b.case_id
UNION ALL
SELECT case_id, '诉前调解反复', 'medium', count(DISTINCT old_case) + 1
FROM same WHERE case_kind = '诉前调' AND old_kind = '诉前调' AND old_disposition <> 'mediation' GROUP BY case_id
UNION ALL
SELECT c.case_id, '诉前调解过久', 'medium', 1
FROM case_main c
WHERE c.case_kind = '诉前调' AND CAST(coalesce(c.closed_on, CAST($at AS DATE)) - c.filed_on AS BIGINT) > 60 AND c._from <= $at AND c._to > $at
  AND NOT EXISTS (SELECT 1 FROM extension e WHERE e.case_id = c.case_id AND e._from <= $at AND e._to > $at)
