-- Suits of people who lend as a trade, alone or with those related to them, by hand.
WITH lending AS MATERIALIZED (
    SELECT p.case_id, p.subject_id, p.filed_on, p.court_id, CAST(extract(YEAR FROM p.filed_on) AS BIGINT) AS year, l.principal_fen AS principal,
           coalesce(l.debt_key, CAST(p.case_id AS VARCHAR)) AS debt,
           coalesce(l.debt_key, '借款' || l.loan_id) AS one_loan, l.contract_key AS contract, l.interest_deducted AS deducted,
           l.rate_percent > l.cap_percent AS over
    FROM case_party p JOIN loan l ON l.case_id = p.case_id
    WHERE p.role = 'plaintiff' AND p.case_kind IN ('民初', '诉前调')
      AND p.cause_name IN ('民间借贷纠纷', '追偿权纠纷', '债权转让合同纠纷') AND p._from <= $at AND p._to > $at
      AND l.assigned_by_bank IS NOT TRUE AND l._from <= $at AND l._to > $at
      AND NOT EXISTS (SELECT 1 FROM ext_fin_licence f WHERE f.id_key = p.id_key AND f._from <= $at AND f._to > $at)
), kin AS (
    SELECT a_subject_id AS lead, b_subject_id AS member FROM relation WHERE to_on IS NULL AND _from <= $at AND _to > $at
    UNION
    SELECT b_subject_id, a_subject_id FROM relation WHERE to_on IS NULL AND _from <= $at AND _to > $at
), counted AS MATERIALIZED (
    SELECT subject_id AS lead, case_id, filed_on, court_id, year, principal, debt, one_loan, contract, deducted, over FROM lending
    UNION ALL
    SELECT k.lead, l.case_id, l.filed_on, l.court_id, l.year, l.principal, l.debt, l.one_loan, l.contract, l.deducted, l.over
    FROM kin k JOIN lending l ON l.subject_id = k.member
), ends AS (
    SELECT DISTINCT lead, filed_on AS end_on FROM counted
), in_window AS MATERIALIZED (
    SELECT e.lead, e.end_on, c.case_id, c.filed_on, c.court_id, c.year, c.principal, c.debt, c.one_loan, c.contract, c.deducted, c.over
    FROM ends e JOIN counted c ON c.lead = e.lead AND c.filed_on BETWEEN CAST(e.end_on - INTERVAL '24 months' AS DATE) AND e.end_on
), stats AS (
    SELECT lead, end_on, count(DISTINCT debt) AS n, CAST(sum(principal) AS BIGINT) AS total_fen, bool_or(deducted) AS deducted, bool_or(over) AS over
    FROM (SELECT lead, end_on, debt, max(principal) AS principal, bool_or(deducted) AS deducted, bool_or(over) AS over
          FROM in_window GROUP BY lead, end_on, debt, one_loan) d
    GROUP BY lead, end_on HAVING count(DISTINCT debt) >= 3
), borrowers AS (
    SELECT w.lead, w.end_on, count(DISTINCT p.subject_id) AS borrowers
    FROM in_window w JOIN stats s USING (lead, end_on)
    JOIN case_party p ON p.case_id = w.case_id AND p.role = 'defendant' AND p._from <= $at AND p._to > $at
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
    SELECT e.lead, e.end_on, CAST(e.end_on - INTERVAL '36 months' AS DATE) AS start_on,
           count(DISTINCT e.debt) AS n, CAST(sum(e.principal) AS BIGINT) AS total_fen, 1 AS rank
    FROM (SELECT e.lead, e.end_on, c.debt, max(c.principal) AS principal
          FROM ends e JOIN counted c ON c.lead = e.lead AND c.filed_on BETWEEN CAST(e.end_on - INTERVAL '36 months' AS DATE) AND e.end_on
          GROUP BY e.lead, e.end_on, c.debt, c.one_loan) e
    GROUP BY e.lead, e.end_on HAVING count(DISTINCT e.debt) >= 20
), yearly AS (
    SELECT lead, court_id, year, count(DISTINCT debt) AS n, CAST(sum(principal) AS BIGINT) AS total_fen,
           min(first_on) AS start_on, max(last_on) AS end_on
    FROM (SELECT lead, court_id, year, debt, max(principal) AS principal, min(filed_on) AS first_on, max(filed_on) AS last_on
          FROM counted GROUP BY lead, court_id, year, debt, one_loan) d
    GROUP BY lead, court_id, year HAVING count(DISTINCT debt) >= 10
), hit AS (
    SELECT l.case_id, l.subject_id, w.start_on, w.end_on, w.n, w.total_fen, w.rank
    FROM lending l JOIN judged w ON w.lead = l.subject_id AND l.filed_on BETWEEN w.start_on AND w.end_on
    WHERE w.rank IS NOT NULL
    UNION ALL
    SELECT l.case_id, l.subject_id, w.start_on, w.end_on, w.n, w.total_fen, w.rank
    FROM lending l JOIN many w ON w.lead = l.subject_id AND l.filed_on BETWEEN w.start_on AND w.end_on
    UNION ALL
    SELECT l.case_id, l.subject_id, w.start_on, w.end_on, w.n, w.total_fen, 1
    FROM lending l JOIN yearly w ON w.lead = l.subject_id AND w.court_id = l.court_id AND w.year = l.year
)
SELECT case_id, subject_id, rank, n, total_fen, start_on, end_on, CASE WHEN rank = 1 THEN 'high' ELSE 'medium' END AS level
FROM (SELECT *, row_number() OVER (PARTITION BY case_id, subject_id
                                  ORDER BY rank, n DESC, end_on, start_on, total_fen) AS place FROM hit) placed
WHERE place = 1
