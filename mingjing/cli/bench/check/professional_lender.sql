-- One case ($1) as of a moment ($2): suits of people who lend as a trade, alone or with those related to them, by hand.
WITH asked AS MATERIALIZED (
    SELECT p.case_id, p.subject_id, p.filed_on, p.court_id, CAST(extract(YEAR FROM p.filed_on) AS BIGINT) AS year
    FROM case_party p JOIN loan l ON l.case_id = p.case_id
    WHERE p.case_id = ANY($1::BIGINT[]) AND p.role = 'plaintiff' AND p.case_kind IN ('民初', '诉前调')
      AND p.cause_name IN ('民间借贷纠纷', '追偿权纠纷', '债权转让合同纠纷') AND p._from <= $2::TIMESTAMP AND p._to > $2::TIMESTAMP
      AND l.assigned_by_bank IS NOT TRUE AND l._from <= $2 AND l._to > $2
      AND NOT EXISTS (SELECT 1 FROM ext_fin_licence f WHERE f.id_key = p.id_key AND f._from <= $2 AND f._to > $2)
), lead AS MATERIALIZED (
    SELECT DISTINCT subject_id AS lead FROM asked
), kin AS (
    SELECT w.lead, r.b_subject_id AS member FROM lead w JOIN relation r ON r.a_subject_id = w.lead
    WHERE r.to_on IS NULL AND r._from <= $2 AND r._to > $2
    UNION
    SELECT w.lead, r.a_subject_id FROM lead w JOIN relation r ON r.b_subject_id = w.lead
    WHERE r.to_on IS NULL AND r._from <= $2 AND r._to > $2
), member AS MATERIALIZED (
    SELECT lead, lead AS member FROM lead
    UNION ALL
    SELECT lead, member FROM kin
), counted AS MATERIALIZED (
    SELECT m.lead, p.case_id, p.filed_on, p.court_id, CAST(extract(YEAR FROM p.filed_on) AS BIGINT) AS year, l.principal_fen AS principal,
           coalesce(l.debt_key, CAST(p.case_id AS VARCHAR)) AS debt, coalesce(l.debt_key, '借款' || l.loan_id) AS one_loan,
           l.contract_key AS contract, l.interest_deducted AS deducted, l.rate_percent > l.cap_percent AS over
    FROM member m JOIN case_party p ON p.subject_id = m.member JOIN loan l ON l.case_id = p.case_id
    WHERE p.role = 'plaintiff' AND p.case_kind IN ('民初', '诉前调')
      AND p.cause_name IN ('民间借贷纠纷', '追偿权纠纷', '债权转让合同纠纷') AND p._from <= $2 AND p._to > $2
      AND l.assigned_by_bank IS NOT TRUE AND l._from <= $2 AND l._to > $2
      AND NOT EXISTS (SELECT 1 FROM ext_fin_licence f WHERE f.id_key = p.id_key AND f._from <= $2 AND f._to > $2)
), ends AS (
    SELECT DISTINCT lead, filed_on AS end_on FROM counted
), in_window AS MATERIALIZED (
    SELECT e.end_on, c.*
    FROM ends e JOIN counted c ON c.lead = e.lead AND c.filed_on BETWEEN CAST(e.end_on - INTERVAL '24 months' AS DATE) AND e.end_on
), stats AS MATERIALIZED (
    SELECT lead, end_on, count(DISTINCT debt) AS n, CAST(sum(principal) AS BIGINT) AS total_fen, bool_or(deducted) AS deducted, bool_or(over) AS over
    FROM (SELECT lead, end_on, debt, max(principal) AS principal, bool_or(deducted) AS deducted, bool_or(over) AS over
          FROM in_window GROUP BY lead, end_on, debt, one_loan) d
    GROUP BY lead, end_on HAVING count(DISTINCT debt) >= 3
), borrowers AS (
    SELECT w.lead, w.end_on, count(DISTINCT p.subject_id) AS borrowers
    FROM in_window w JOIN stats s USING (lead, end_on)
    JOIN case_party p ON p.case_id = w.case_id AND p.role = 'defendant' AND p._from <= $2 AND p._to > $2
    WHERE s.n >= 10
    GROUP BY w.lead, w.end_on
), contracts AS (
    SELECT lead, end_on, max(same) AS same
    FROM (SELECT lead, end_on, contract, count(DISTINCT debt) AS same FROM in_window WHERE contract IS NOT NULL
          GROUP BY lead, end_on, contract) d
    GROUP BY lead, end_on
), judged AS (
    SELECT s.lead, s.end_on, CAST(s.end_on - INTERVAL '24 months' AS DATE) AS start_on, s.n, s.total_fen,
           CASE WHEN s.n >= 10 AND b.borrowers >= 3 THEN 1 WHEN s.n >= 5 AND s.total_fen >= 100000000 THEN 2
                WHEN c.same >= 3 OR s.deducted OR s.over THEN 3 END AS rank
    FROM stats s LEFT JOIN borrowers b USING (lead, end_on) LEFT JOIN contracts c USING (lead, end_on)
), many AS (
    SELECT lead, end_on, CAST(end_on - INTERVAL '36 months' AS DATE) AS start_on, count(DISTINCT debt) AS n, CAST(sum(principal) AS BIGINT) AS total_fen
    FROM (SELECT e.lead, e.end_on, c.debt, max(c.principal) AS principal
          FROM ends e JOIN counted c ON c.lead = e.lead AND c.filed_on BETWEEN CAST(e.end_on - INTERVAL '36 months' AS DATE) AND e.end_on
          GROUP BY e.lead, e.end_on, c.debt, c.one_loan) d
    GROUP BY lead, end_on HAVING count(DISTINCT debt) >= 20
), yearly AS (
    SELECT lead, court_id, year, count(DISTINCT debt) AS n, CAST(sum(principal) AS BIGINT) AS total_fen,
           min(first_on) AS start_on, max(last_on) AS end_on
    FROM (SELECT lead, court_id, year, debt, max(principal) AS principal, min(filed_on) AS first_on, max(filed_on) AS last_on
          FROM counted GROUP BY lead, court_id, year, debt, one_loan) d
    GROUP BY lead, court_id, year HAVING count(DISTINCT debt) >= 10
), met AS (
    SELECT l.case_id, l.subject_id, w.start_on, w.end_on, w.n, w.total_fen, w.rank
    FROM asked l JOIN judged w ON w.lead = l.subject_id AND l.filed_on BETWEEN w.start_on AND w.end_on
    WHERE w.rank IS NOT NULL
    UNION ALL
    SELECT l.case_id, l.subject_id, w.start_on, w.end_on, w.n, w.total_fen, 1
    FROM asked l JOIN many w ON w.lead = l.subject_id AND l.filed_on BETWEEN w.start_on AND w.end_on
    UNION ALL
    SELECT l.case_id, l.subject_id, w.start_on, w.end_on, w.n, w.total_fen, 1
    FROM asked l JOIN yearly w ON w.lead = l.subject_id AND w.court_id = l.court_id AND w.year = l.year
), strongest AS (
    SELECT DISTINCT ON (case_id, subject_id) * FROM met ORDER BY case_id, subject_id, rank, n DESC, end_on, start_on, total_fen
)
SELECT case_id, subject_id, rank, n, total_fen, start_on, end_on, CASE WHEN rank = 1 THEN 'high' ELSE 'medium' END AS level,
       ARRAY(SELECT c.case_id FROM counted c WHERE c.lead = s.subject_id AND c.filed_on BETWEEN s.start_on AND s.end_on) AS lendings
FROM strongest s
