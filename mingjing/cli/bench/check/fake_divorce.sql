-- One case ($1) as of a moment ($2): spouses with unpaid debts who keep little of the common property in a divorce by agreement, by hand.
WITH spouse AS MATERIALIZED (
    SELECT DISTINCT p.case_id, p.subject_id, p.role, p.filed_on, p.closed_on, p.status, p.disposition
    FROM case_party p
    WHERE p.case_id = ANY($1::BIGINT[]) AND p.cause_name IN ('离婚纠纷', '离婚后财产纠纷', '同居关系析产纠纷') AND p.case_kind = '民初'
      AND p.role IN ('plaintiff', 'defendant') AND p.subject_kind = 'person' AND p._from <= $2::TIMESTAMP AND p._to > $2::TIMESTAMP
      AND (p.disposition = 'mediation'
           OR EXISTS (SELECT 1 FROM property_split s WHERE s.case_id = p.case_id AND s.agreed AND s._from <= $2 AND s._to > $2))
      AND NOT EXISTS (SELECT 1 FROM property_split s
                      WHERE s.case_id = p.case_id AND s.reason IN ('child_support', 'fault')
                        AND s.holder_subject_id <> p.subject_id AND s._from <= $2 AND s._to > $2)
      AND NOT EXISTS (SELECT 1 FROM property_split s
                      WHERE s.case_id = p.case_id AND s.holder_subject_id = p.subject_id AND s.income_producing
                        AND s._from <= $2 AND s._to > $2)
), owing AS MATERIALIZED (
    SELECT s.case_id, s.subject_id, d.case_id AS debt_case, d.case_id AS debt_key, d.amount_in_dispute_fen AS owed
    FROM spouse s JOIN case_party d ON d.subject_id = s.subject_id
    WHERE d.role = 'defendant' AND d.amount_in_dispute_fen >= 5000000 AND d._from <= $2 AND d._to > $2
      AND (d.cause_name IS NULL OR d.cause_name NOT IN ('离婚纠纷', '离婚后财产纠纷', '同居关系析产纠纷'))
      AND (d.status = 'open' OR d.disposition IN ('judgment', 'mediation'))
      AND d.case_id <> s.case_id AND d.filed_on >= CAST(s.filed_on - INTERVAL '36 months' AS DATE)
      AND (s.closed_on IS NULL OR d.filed_on <= CAST(s.closed_on + INTERVAL '6 months' AS DATE))
      AND NOT EXISTS (SELECT 1 FROM enforcement_case e
                      WHERE e.basis_case_id = d.case_id AND e.debtor_subject_id = d.subject_id
                        AND (e.status = 'done' OR e.fully_secured) AND e._from <= $2 AND e._to > $2)
    UNION ALL
    SELECT s.case_id, s.subject_id, d.case_id, coalesce(e.basis_case_id, d.case_id), e.unpaid_fen
    FROM spouse s JOIN case_party d ON d.subject_id = s.subject_id
    JOIN enforcement_case e ON e.case_id = d.case_id AND e.debtor_subject_id = d.subject_id
    WHERE d.role = 'debtor' AND d.amount_in_dispute_fen >= 5000000 AND d._from <= $2 AND d._to > $2
      AND (d.cause_name IS NULL OR d.cause_name NOT IN ('离婚纠纷', '离婚后财产纠纷', '同居关系析产纠纷'))
      AND d.case_id <> s.case_id AND d.filed_on >= CAST(s.filed_on - INTERVAL '36 months' AS DATE)
      AND (s.closed_on IS NULL OR d.filed_on <= CAST(s.closed_on + INTERVAL '6 months' AS DATE))
      AND e.status IN ('open', 'stayed', 'ended_round') AND e.unpaid_fen > 0 AND e.fully_secured IS NOT TRUE
      AND e._from <= $2 AND e._to > $2
), burden AS (
    SELECT case_id, subject_id, count(*) AS debts, CAST(sum(owed) AS BIGINT) AS owed_fen
    FROM (SELECT case_id, subject_id, debt_key, max(owed) AS owed FROM owing GROUP BY case_id, subject_id, debt_key) once
    GROUP BY case_id, subject_id
), division AS (
    SELECT p.case_id, p.subject_id, bool_or(s.value_fen IS NULL) AS unvalued,
           sum(CASE WHEN s.kind = 'asset' THEN s.value_fen ELSE -s.value_fen END) AS total,
           sum(CASE WHEN s.holder_subject_id <> p.subject_id THEN 0 WHEN s.kind = 'asset' THEN s.value_fen ELSE -s.value_fen END) AS own,
           count(*) FILTER (WHERE s.kind = 'asset') AS items,
           count(*) FILTER (WHERE s.kind = 'asset' AND s.holder_subject_id = p.subject_id) AS own_items,
           array_agg(s.property_split_id) AS splits
    FROM burden b JOIN spouse p USING (case_id, subject_id)
    JOIN property_split s ON s.case_id = p.case_id AND s.holder_subject_id IS NOT NULL AND s._from <= $2 AND s._to > $2
    GROUP BY p.case_id, p.subject_id
), suspicious AS (
    SELECT case_id, subject_id, CASE WHEN unvalued THEN 'medium' ELSE 'high' END AS level, kept, splits
    FROM (SELECT *, CASE WHEN unvalued THEN CAST(own_items AS DOUBLE PRECISION) / nullif(items, 0)
                         WHEN total > 0 THEN greatest(CAST(own AS DOUBLE PRECISION) / total, 0) END AS kept FROM division) d
    WHERE kept * 100 <= 30
    UNION ALL
    SELECT p.case_id, p.subject_id, 'medium', NULL, NULL FROM spouse p
    WHERE p.status = 'open'
      AND NOT EXISTS (SELECT 1 FROM property_split s
                      WHERE s.case_id = p.case_id AND s.holder_subject_id IS NOT NULL AND s._from <= $2 AND s._to > $2)
)
SELECT f.case_id, f.subject_id, f.level, f.kept AS share, b.debts, b.owed_fen,
       ARRAY(SELECT debt_case FROM owing o WHERE o.case_id = f.case_id AND o.subject_id = f.subject_id) AS debt_cases, f.splits
FROM suspicious f JOIN burden b USING (case_id, subject_id)
