-- Spouses with unpaid debts who keep little of the common property in a divorce by agreement, by hand.
WITH split AS (
    SELECT case_id, property_split_id, holder_subject_id AS holder, kind, value_fen, reason, income_producing, agreed
    FROM property_split WHERE _from <= $at AND _to > $at
), spouse AS (
    SELECT DISTINCT p.case_id, p.subject_id, p.role, p.filed_on, p.closed_on, p.status, p.disposition
    FROM case_party p
    WHERE p.cause_name IN ('离婚纠纷', '离婚后财产纠纷', '同居关系析产纠纷') AND p.case_kind = '民初'
      AND p.role IN ('plaintiff', 'defendant') AND p.subject_kind = 'person' AND p._from <= $at AND p._to > $at
      AND (p.disposition = 'mediation' OR EXISTS (SELECT 1 FROM split s WHERE s.case_id = p.case_id AND s.agreed))
      AND NOT EXISTS (SELECT 1 FROM split s
                      WHERE s.case_id = p.case_id AND s.reason IN ('child_support', 'fault') AND s.holder <> p.subject_id)
      AND NOT EXISTS (SELECT 1 FROM split s
                      WHERE s.case_id = p.case_id AND s.holder = p.subject_id AND s.income_producing)
), debt AS (
    SELECT p.case_id, p.subject_id, p.filed_on, p.case_id AS debt_key, p.amount_in_dispute_fen AS owed
    FROM case_party p
    WHERE p.role = 'defendant' AND p.amount_in_dispute_fen >= 5000000 AND p._from <= $at AND p._to > $at
      AND (p.status = 'open' OR p.disposition IN ('judgment', 'mediation'))
      AND NOT EXISTS (SELECT 1 FROM enforcement_case e
                      WHERE e.basis_case_id = p.case_id AND e.status = 'done' AND e._from <= $at AND e._to > $at)
    UNION ALL
    SELECT p.case_id, p.subject_id, p.filed_on, coalesce(e.basis_case_id, p.case_id), e.unpaid_fen
    FROM case_party p JOIN enforcement_case e ON e.case_id = p.case_id AND e.debtor_subject_id = p.subject_id
    WHERE p.role = 'debtor' AND p.amount_in_dispute_fen >= 5000000 AND p._from <= $at AND p._to > $at
      AND e.status IN ('open', 'stayed', 'ended_round') AND e.unpaid_fen > 0 AND e.fully_secured IS NOT TRUE
      AND e._from <= $at AND e._to > $at
), once AS (
    SELECT s.case_id, s.subject_id, d.debt_key, max(d.owed) AS owed
    FROM spouse s JOIN debt d ON d.subject_id = s.subject_id
    WHERE d.case_id <> s.case_id AND d.filed_on >= CAST(s.filed_on - INTERVAL '36 months' AS DATE)
      AND (s.closed_on IS NULL OR d.filed_on <= CAST(s.closed_on + INTERVAL '6 months' AS DATE))
    GROUP BY s.case_id, s.subject_id, d.debt_key
), burden AS (
    SELECT case_id, subject_id, count(*) AS debts, CAST(sum(owed) AS BIGINT) AS owed_fen FROM once GROUP BY case_id, subject_id
), division AS (
    SELECT p.case_id, p.subject_id, bool_or(s.value_fen IS NULL) AS unvalued,
           sum(CASE WHEN s.kind = 'asset' THEN s.value_fen ELSE -s.value_fen END) AS total,
           sum(CASE WHEN s.holder <> p.subject_id THEN 0 WHEN s.kind = 'asset' THEN s.value_fen ELSE -s.value_fen END) AS own,
           count(*) FILTER (WHERE s.kind = 'asset') AS items,
           count(*) FILTER (WHERE s.kind = 'asset' AND s.holder = p.subject_id) AS own_items
    FROM spouse p JOIN split s ON s.case_id = p.case_id AND s.holder IS NOT NULL
    GROUP BY p.case_id, p.subject_id
), suspicious AS (
    SELECT case_id, subject_id, CASE WHEN unvalued THEN 'medium' ELSE 'high' END AS level,
           kept
    FROM (SELECT *, CASE WHEN unvalued THEN CAST(own_items AS DOUBLE PRECISION) / nullif(items, 0)
                         WHEN total > 0 THEN greatest(CAST(own AS DOUBLE PRECISION) / total, 0) END AS kept FROM division) d
    WHERE kept * 100 <= 30
    UNION ALL
    SELECT p.case_id, p.subject_id, 'medium', NULL FROM spouse p
    WHERE p.status = 'open' AND NOT EXISTS (SELECT 1 FROM split s WHERE s.case_id = p.case_id AND s.holder IS NOT NULL)
)
SELECT f.case_id, f.subject_id, f.level, f.kept AS share, b.debts, b.owed_fen
FROM suspicious f JOIN burden b USING (case_id, subject_id)
