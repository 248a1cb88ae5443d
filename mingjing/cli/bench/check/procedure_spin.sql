-- One case ($1) as of a moment ($2): disputes that come back to court without reason, seven ways, by hand.
WITH mine AS MATERIALIZED (
    SELECT case_id, case_kind, cause_name, filed_on, closed_on, disposition, origin_case_id, remand_reason
    FROM case_main WHERE case_id = ANY($1::BIGINT[]) AND _from <= $2::TIMESTAMP AND _to > $2::TIMESTAMP
), suit AS MATERIALIZED (
    SELECT c.case_id, c.case_kind, c.cause_name, c.filed_on, c.disposition, q.claim_key, q.contract_key, q.amount_fen,
           q.new_fact IS TRUE AS new_fact, q.defect_cured IS TRUE AS cured, q.court_advised_withdrawal IS TRUE AS advised
    FROM claim q JOIN mine c USING (case_id)
    WHERE q.case_id = ANY($1) AND q._from <= $2 AND q._to > $2
), earlier AS MATERIALIZED (
    SELECT n.*, k.case_id AS old_case, FALSE AS guessed
    FROM suit n JOIN claim k ON k.claim_key = n.claim_key
    WHERE k.case_id <> n.case_id AND k._from <= $2 AND k._to > $2
      AND (n.contract_key IS NULL OR k.contract_key IS NULL OR n.contract_key = k.contract_key)
    UNION ALL
    SELECT n.*, k.case_id, TRUE
    FROM suit n JOIN claim k ON k.amount_fen = n.amount_fen AND k.claim_key IS NULL
    WHERE k.case_id <> n.case_id AND k._from <= $2 AND k._to > $2
      AND (n.contract_key IS NULL OR k.contract_key IS NULL OR n.contract_key = k.contract_key)
), alike AS MATERIALIZED (
    SELECT n.*, o.case_kind AS old_kind, o.disposition AS old_disposition, o.closed_on AS old_closed
    FROM earlier n JOIN case_main o ON o.case_id = n.old_case AND o.cause_name = n.cause_name
    WHERE o.closed_on <= n.filed_on AND n.filed_on <= CAST(o.closed_on + INTERVAL '24 months' AS DATE) AND o._from <= $2 AND o._to > $2
), pair AS MATERIALIZED (
    SELECT DISTINCT case_id, old_case FROM alike
), party AS MATERIALIZED (
    SELECT k.case_id, k.old_case, p.side, p.subject_id, p.case_id = k.case_id AS new, p.case_id = k.old_case AS old
    FROM pair k JOIN case_party p ON p.case_id = ANY(ARRAY[k.case_id, k.old_case])
    WHERE p.side IN ('A', 'B') AND p.subject_id IS NOT NULL AND p._from <= $2 AND p._to > $2
), overlapping AS (
    SELECT case_id, old_case
    FROM (SELECT case_id, old_case, side, count(*) FILTER (WHERE new AND old) AS shared,
                 least(count(*) FILTER (WHERE new), count(*) FILTER (WHERE old)) AS fewer
          FROM (SELECT case_id, old_case, side, subject_id, bool_or(new) AS new, bool_or(old) AS old
                FROM party GROUP BY case_id, old_case, side, subject_id) each
          GROUP BY case_id, old_case, side) sides
    WHERE shared > 0 AND shared = fewer
    GROUP BY case_id, old_case HAVING count(*) = 2
), same AS MATERIALIZED (
    SELECT a.* FROM alike a JOIN overlapping o USING (case_id, old_case)
), refiled AS (
    SELECT case_id, count(DISTINCT old_case) AS n, bool_or(guessed) AS guessed,
           bool_or(cause_name = '离婚纠纷' AND filed_on <= CAST(old_closed + INTERVAL '6 months' AS DATE)) AS early
    FROM same
    WHERE case_kind = '民初' AND old_kind = '民初' AND old_disposition IN ('withdrawn', 'deemed_withdrawn') AND NOT new_fact AND NOT advised
    GROUP BY case_id
), ended AS MATERIALIZED (
    SELECT b.case_id, a.case_id AS earlier_case, a.enforcement_case_id
    FROM enforcement_case b JOIN enforcement_case a ON a.basis_case_id = b.basis_case_id AND a.debtor_subject_id = b.debtor_subject_id
    WHERE b.case_id = ANY($1) AND b.status = 'ended_round' AND b._from <= $2 AND b._to > $2
      AND a.status = 'ended_round' AND a.case_id <> b.case_id AND a.ended_round_on < b.ended_round_on
      AND a.ended_round_on >= CAST(b.ended_round_on - INTERVAL '36 months' AS DATE) AND a._from <= $2 AND a._to > $2
), remanded AS MATERIALIZED (
    SELECT s.case_id, s.case_kind, s.remand_reason, s.origin_case_id
    FROM mine s JOIN case_main f ON f.case_id = s.origin_case_id AND f._from <= $2 AND f._to > $2
    WHERE s.case_kind IN ('民终', '刑终') AND s.disposition = 'remanded' AND f.remanding_case_id IS NOT NULL
), moved AS MATERIALIZED (
    SELECT b.case_id, a.jurisdiction_event_id
    FROM jurisdiction_event b JOIN jurisdiction_event a ON a.dispute_key = b.dispute_key AND a.ruled_on < b.ruled_on
    WHERE b.case_id = ANY($1) AND b.kind = 'transfer' AND a.kind = 'transfer'
      AND b._from <= $2 AND b._to > $2 AND a._from <= $2 AND a._to > $2
), long AS MATERIALIZED (
    SELECT c.case_id FROM mine c
    WHERE c.case_kind = '诉前调' AND coalesce(c.closed_on, CAST($2 AS DATE)) - c.filed_on > 60
      AND NOT EXISTS (SELECT 1 FROM extension e WHERE e.case_id = c.case_id AND e._from <= $2 AND e._to > $2)
), hit AS (
    SELECT case_id, '撤诉后再起诉' AS kind,
           CASE WHEN early AND guessed THEN 'medium' WHEN early THEN 'high' WHEN n >= 2 AND guessed THEN 'low' WHEN n >= 2 THEN 'medium'
                ELSE 'info' END AS level, n
    FROM refiled
    UNION ALL
    SELECT case_id, '一案反复终本', 'medium', count(DISTINCT earlier_case) + 1 FROM ended GROUP BY case_id
    UNION ALL
    SELECT case_id, '反复发回重审', CASE WHEN case_kind = '民终' OR strpos(coalesce(remand_reason, ''), '事实') > 0 THEN 'error' ELSE 'info' END, 2
    FROM remanded
    UNION ALL
    SELECT case_id, '驳回起诉或不予受理后又起诉', 'medium', count(DISTINCT old_case)
    FROM same WHERE case_kind = '民初' AND old_disposition IN ('dismissed_suit', 'rejected') AND NOT guessed AND NOT cured GROUP BY case_id
    UNION ALL
    SELECT case_id, '管辖反复移送', 'medium', count(DISTINCT jurisdiction_event_id) + 1 FROM moved GROUP BY case_id
    UNION ALL
    SELECT case_id, '诉前调解反复', CASE WHEN bool_or(guessed) THEN 'low' ELSE 'medium' END, count(DISTINCT old_case) + 1
    FROM same
    WHERE case_kind = '诉前调' AND old_kind = '诉前调' AND old_disposition <> 'mediation' AND coalesce(disposition, '') <> 'mediation'
    GROUP BY case_id
    UNION ALL
    SELECT case_id, '诉前调解过久', 'medium', 1 FROM long
)
SELECT case_id, kind, level, n,
       ARRAY(SELECT s.old_case FROM same s WHERE s.case_id = h.case_id) AS old_cases,
       ARRAY(SELECT e.enforcement_case_id FROM ended e WHERE e.case_id = h.case_id) AS ended_before,
       ARRAY(SELECT r.origin_case_id FROM remanded r WHERE r.case_id = h.case_id) AS first_cases,
       ARRAY(SELECT m.jurisdiction_event_id FROM moved m WHERE m.case_id = h.case_id) AS moved_before,
       ARRAY(SELECT l.case_id FROM long l WHERE l.case_id = h.case_id) AS long_mediations
FROM hit h
