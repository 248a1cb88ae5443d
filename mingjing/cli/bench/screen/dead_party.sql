-- Natural persons of a case who are registered dead before it closed and were not replaced, by hand.
WITH person AS (
    SELECT case_id, subject_id, id_key, name, closed_on
    FROM case_party WHERE subject_kind = 'person' AND _from <= $at AND _to > $at
), dead AS (
    SELECT d.id_key, d.name, d.died_on, d.source_agency,
           EXISTS (SELECT 1 FROM ext_population e
                   WHERE e.id_key = d.id_key AND e.status = 'alive' AND e._from <= $at AND e._to > $at) AS said_alive
    FROM ext_death d
    WHERE d.status = 'valid' AND d.died_on <= CAST($at AS DATE) AND d._from <= $at AND d._to > $at
), found AS (
    SELECT p.case_id, p.subject_id, CASE WHEN d.said_alive THEN 'medium' ELSE 'high' END AS level, d.died_on, d.source_agency
    FROM person p JOIN dead d ON d.id_key = p.id_key
    WHERE p.closed_on IS NULL OR d.died_on <= p.closed_on
    UNION ALL
    SELECT p.case_id, p.subject_id, 'low', d.died_on, d.source_agency
    FROM person p JOIN dead d ON d.name = p.name
    WHERE p.id_key IS NULL AND (p.closed_on IS NULL OR d.died_on <= p.closed_on)
)
SELECT f.case_id, f.subject_id, f.level, min(f.died_on) AS died_on, min(f.source_agency) AS agency
FROM found f
WHERE NOT EXISTS (SELECT 1 FROM party_change x
                  WHERE x.case_id = f.case_id AND x.subject_id = f.subject_id AND x.changed_on >= f.died_on
                    AND x._from <= $at AND x._to > $at)
GROUP BY f.case_id, f.subject_id, f.level
