-- One case ($1) as of a moment ($2): companies that left the register before it closed and were not replaced, by hand.
SELECT p.case_id, p.subject_id, 'high' AS level,
       CASE WHEN c.deregistered_on > p.filed_on THEN '诉讼中注销' ELSE '起诉前注销' END AS kind,
       min(c.deregistered_on) AS deregistered_on,
       array_agg(p.party_id) AS parties, array_agg(c.company_record_id) AS companies
FROM case_party p JOIN ext_company c ON c.id_key = p.id_key
WHERE p.case_id = ANY($1::BIGINT[]) AND p.subject_kind = 'company' AND p._from <= $2::TIMESTAMP AND p._to > $2::TIMESTAMP
  AND c.status = 'deregistered' AND c.deregistered_on <= CAST($2 AS DATE) AND c.branch IS NOT TRUE
  AND (c.restored_on IS NULL OR c.restored_on > CAST($2 AS DATE)) AND c._from <= $2 AND c._to > $2
  AND (p.closed_on IS NULL OR c.deregistered_on <= p.closed_on)
  AND NOT EXISTS (SELECT 1 FROM party_change x
                  WHERE x.case_id = p.case_id AND x.subject_id = p.subject_id AND x._from <= $2 AND x._to > $2)
GROUP BY 1, 2, 3, 4
