-- One case ($1) as of a moment ($2): persons registered dead before it closed and not replaced, by hand.
WITH person AS MATERIALIZED (
    SELECT case_id, subject_id, party_id, id_key, name, closed_on FROM case_party
    WHERE case_id = ANY($1::BIGINT[]) AND subject_kind = 'person' AND _from <= $2::TIMESTAMP AND _to > $2::TIMESTAMP
), found AS (
    SELECT p.case_id, p.subject_id, p.party_id, d.died_on, d.source_agency, d.death_record_id,
           CASE WHEN EXISTS (SELECT 1 FROM ext_population e
                             WHERE e.id_key = d.id_key AND e.status = 'alive' AND e._from <= $2 AND e._to > $2)
                THEN 'medium' ELSE 'high' END AS level
    FROM person p JOIN ext_death d ON d.id_key = p.id_key
    WHERE d.status = 'valid' AND d.died_on <= CAST($2 AS DATE) AND d._from <= $2 AND d._to > $2
      AND (p.closed_on IS NULL OR d.died_on <= p.closed_on)
    UNION ALL
    SELECT p.case_id, p.subject_id, p.party_id, d.died_on, d.source_agency, d.death_record_id, 'low'
    FROM person p JOIN ext_death d ON d.name = p.name
    WHERE p.id_key IS NULL AND d.status = 'valid' AND d.died_on <= CAST($2 AS DATE) AND d._from <= $2 AND d._to > $2
      AND (p.closed_on IS NULL OR d.died_on <= p.closed_on)
)
SELECT f.case_id, f.subject_id, f.level, min(f.died_on) AS died_on, min(f.source_agency COLLATE "C") AS agency,
       array_agg(f.party_id) AS parties, array_agg(f.death_record_id) AS deaths
FROM found f
WHERE NOT EXISTS (SELECT 1 FROM party_change x WHERE x.case_id = f.case_id AND x.subject_id = f.subject_id
                    AND x.changed_on >= f.died_on AND x._from <= $2 AND x._to > $2)
GROUP BY f.case_id, f.subject_id, f.level
