-- name: fake_divorce
-- Divorces by agreement in which a spouse with unpaid debts keeps 30 percent or less.
WITH divorce AS (
    SELECT * FROM case_main WHERE case_kind = '民初' AND cause_name IN ('离婚纠纷', '离婚后财产纠纷', '同居关系析产纠纷')
), debt AS (
    SELECT p.case_id, p.subject_id, d.case_id AS debt_id
    FROM divorce c JOIN party p USING (case_id)
    JOIN case_party d ON d.subject_id = p.subject_id AND d.case_id <> c.case_id AND d.role IN ('defendant', 'debtor') AND d.amount_in_dispute_fen >= 5000000
        AND d.filed_on >= c.filed_on - INTERVAL 36 MONTH AND (c.closed_on IS NULL OR d.filed_on <= c.closed_on + INTERVAL 6 MONTH)
    LEFT JOIN enforcement_case e ON e.case_id = d.case_id AND e.debtor_subject_id = p.subject_id
    WHERE p.role IN ('plaintiff', 'defendant') AND NOT coalesce(e.fully_secured, false)
      AND (CASE WHEN d.role = 'debtor' THEN e.unpaid_fen > 0 AND e.status IN ('open', 'stayed', 'ended_round')
                ELSE d.status = 'open' OR (d.disposition IN ('judgment', 'mediation') AND NOT EXISTS (
                    FROM enforcement_case x WHERE x.basis_case_id = d.case_id AND x.status = 'done')) END)
), split AS (
    SELECT b.case_id, b.subject_id, count(s.case_id) FILTER (s.holder_subject_id IS NOT NULL) AS known, bool_or(s.agreed) AS agreed,
           bool_or(s.value_fen IS NULL AND s.kind = 'asset') AS no_values,
           sum(CASE WHEN s.holder_subject_id = b.subject_id THEN CASE s.kind WHEN 'debt' THEN -s.value_fen ELSE s.value_fen END ELSE 0 END) AS own,
           sum(CASE s.kind WHEN 'debt' THEN -s.value_fen ELSE s.value_fen END) AS total,
           count(*) FILTER (s.holder_subject_id = b.subject_id AND s.kind = 'asset') AS own_count, count(*) FILTER (s.kind = 'asset') AS asset_count,
           bool_or(s.holder_subject_id <> b.subject_id AND s.kind = 'asset' AND s.reason IN ('child_support', 'fault')) AS justified,
           bool_or(s.holder_subject_id = b.subject_id AND s.income_producing) AS earns
    FROM (SELECT DISTINCT case_id, subject_id FROM debt) b JOIN property_split s USING (case_id) GROUP BY ALL
)
SELECT DISTINCT s.case_id FROM split s JOIN divorce c USING (case_id)
WHERE (c.disposition = 'mediation' OR s.agreed) AND NOT coalesce(justified, false) AND NOT coalesce(earns, false)
  AND CASE WHEN known = 0 THEN c.closed_on IS NULL AND s.agreed
           WHEN no_values THEN own_count / asset_count <= 0.3 ELSE own / total <= 0.3 END

-- name: dead_party
-- Parties who had died while the case ran and were not replaced.
SELECT DISTINCT p.case_id
FROM case_party p JOIN (
    SELECT p.party_id, d.died_on, d.status FROM case_party p JOIN ext_death d USING (id_key)
    UNION SELECT p.party_id, d.died_on, d.status FROM case_party p JOIN ext_death d USING (name) WHERE p.id_key IS NULL
) d USING (party_id)
WHERE p.subject_kind = 'person' AND d.status = 'valid' AND d.died_on <= coalesce(p.closed_on, DATE '2025-12-31')
  AND NOT EXISTS (FROM party_change x WHERE x.case_id = p.case_id AND x.subject_id = p.subject_id AND x.changed_on >= d.died_on)

-- name: deregistered_company
-- Firms that had left the register while the case ran and were not replaced.
SELECT DISTINCT p.case_id
FROM case_party p JOIN ext_company d USING (id_key)
WHERE p.subject_kind = 'company' AND d.status = 'deregistered' AND d.deregistered_on <= coalesce(p.closed_on, DATE '2025-12-31')
  AND d.branch IS NOT TRUE AND d.restored_on IS NULL AND NOT EXISTS (FROM party_change x WHERE x.case_id = p.case_id AND x.subject_id = p.subject_id)

-- name: professional_lender
-- Suits of people who lend as a trade, alone or with those related to them.
WITH lending AS (
    SELECT c.case_id, c.court_id, c.filed_on, p.subject_id AS lender, coalesce(l.debt_key, 'case' || c.case_id) AS debt, l.principal_fen, l.contract_key,
           l.interest_deducted, l.rate_percent > l.cap_percent AS above_cap, (SELECT min(b.subject_id) FROM party b WHERE b.case_id = c.case_id AND b.role = 'defendant') AS borrower
    FROM case_main c JOIN loan l USING (case_id) JOIN case_party p USING (case_id)
    WHERE p.role = 'plaintiff' AND c.cause_name IN ('民间借贷纠纷', '追偿权纠纷', '债权转让合同纠纷') AND c.case_kind IN ('民初', '诉前调')
      AND l.assigned_by_bank IS NOT TRUE AND p.id_key NOT IN (SELECT id_key FROM ext_fin_licence WHERE id_key IS NOT NULL)
), tie AS (
    SELECT DISTINCT lender AS a, lender AS b FROM lending
    UNION SELECT a_subject_id, b_subject_id FROM relation WHERE to_on IS NULL AND kind <> 'none'
    UNION SELECT b_subject_id, a_subject_id FROM relation WHERE to_on IS NULL
), pool AS (
    SELECT t.a AS head, l.* FROM tie t JOIN lending l ON l.lender = t.b WHERE t.a IN (SELECT lender FROM lending)
), ends AS (
    SELECT DISTINCT head, filed_on AS until, m.span FROM pool, (VALUES (24), (36)) m(span)
), frame AS (
    SELECT e.head, e.until, e.span, count(DISTINCT p.debt) AS debts, count(DISTINCT p.borrower) AS borrowers, bool_or(p.interest_deducted) OR bool_or(p.above_cap) AS sharp, count(DISTINCT p.case_id) AS cases
    FROM ends e JOIN pool p ON p.head = e.head AND p.filed_on BETWEEN e.until - to_months(e.span) AND e.until GROUP BY ALL
), total AS (
    SELECT head, until, sum(principal_fen) AS principal FROM (
        SELECT e.head, e.until, p.debt, max(p.principal_fen) AS principal_fen FROM ends e JOIN pool p ON p.head = e.head AND p.filed_on BETWEEN e.until - INTERVAL 24 MONTH AND e.until WHERE e.span = 24 GROUP BY ALL) GROUP BY ALL
), template AS (
    SELECT DISTINCT e.head, e.until FROM ends e JOIN pool p ON p.head = e.head AND p.filed_on BETWEEN e.until - INTERVAL 24 MONTH AND e.until
    WHERE e.span = 24 GROUP BY e.head, e.until, p.contract_key HAVING count(DISTINCT p.debt) >= 3 AND p.contract_key IS NOT NULL
), hit AS (
    SELECT f.head, f.until, f.span FROM frame f LEFT JOIN total t USING (head, until) LEFT JOIN template m USING (head, until)
    WHERE (f.span = 24 AND ((debts >= 10 AND borrowers >= 3) OR (debts >= 5 AND principal >= 100000000) OR (debts >= 3 AND (sharp OR m.head IS NOT NULL)))) OR (f.span = 36 AND debts >= 20)
), year_hit AS (
    SELECT head, court_id, year(filed_on) AS y FROM pool GROUP BY ALL HAVING count(DISTINCT debt) >= 10
)
SELECT DISTINCT p.case_id FROM hit h JOIN pool p ON p.head = h.head AND p.lender = p.head AND p.filed_on BETWEEN h.until - to_months(h.span) AND h.until
UNION SELECT p.case_id FROM year_hit y JOIN pool p ON p.head = y.head AND p.lender = p.head AND p.court_id = y.court_id AND year(p.filed_on) = y.y

-- name: procedure_spin
-- Disputes that come back to court without reason.
WITH party_of AS (
    SELECT case_id, list_sort(list(subject_id) FILTER (role = 'plaintiff')) AS a, list_sort(list(subject_id) FILTER (role = 'defendant')) AS b FROM party WHERE case_id IN (SELECT case_id FROM claim) GROUP BY 1
), suit AS (
    SELECT c.case_id, c.case_kind, c.cause_name, c.filed_on, c.closed_on, c.disposition, p.a, p.b, q.* EXCLUDE (case_id) FROM case_main c JOIN party_of p USING (case_id) JOIN claim q USING (case_id) WHERE c.case_kind IN ('民初', '诉前调')
), pair AS (
    SELECT c2.case_id, c1.case_kind AS kind1, c2.case_kind AS kind2, c1.disposition AS ended, c1.claim_key AS key1, c2.claim_key AS key2, c1.amount_fen AS sum1, c2.amount_fen AS sum2,
           c1.contract_key AS contract1, c2.contract_key AS contract2, c2.new_fact, c2.court_advised_withdrawal AS advised, c2.defect_cured AS cured
    FROM suit c1 JOIN suit c2 ON c1.a[1] = c2.a[1] AND c1.case_id <> c2.case_id AND c1.cause_name = c2.cause_name
        AND c2.filed_on BETWEEN c1.closed_on AND c1.closed_on + INTERVAL 24 MONTH
        AND (list_has_all(c1.a, c2.a) OR list_has_all(c2.a, c1.a)) AND (list_has_all(c1.b, c2.b) OR list_has_all(c2.b, c1.b))
), ended AS (
    SELECT case_id, debtor_subject_id, basis_case_id, ended_round_on FROM enforcement_case WHERE status = 'ended_round' AND basis_case_id IS NOT NULL
)
SELECT case_id FROM pair WHERE kind1 = '民初' AND kind2 = '民初' AND ended IN ('withdrawn', 'deemed_withdrawn') AND (key1 = key2 OR (key1 IS NULL AND sum1 = sum2))
    AND new_fact IS NOT TRUE AND advised IS NOT TRUE AND (contract1 = contract2 OR contract1 IS NULL OR contract2 IS NULL)
UNION SELECT b.case_id FROM ended a JOIN ended b USING (debtor_subject_id, basis_case_id) WHERE a.case_id <> b.case_id AND a.ended_round_on < b.ended_round_on AND a.ended_round_on >= b.ended_round_on - INTERVAL 36 MONTH
UNION SELECT s.case_id FROM case_main s JOIN case_main f ON f.case_id = s.origin_case_id WHERE s.case_kind IN ('民终', '刑终') AND s.disposition = 'remanded' AND f.remanding_case_id IS NOT NULL
UNION SELECT case_id FROM pair WHERE ended IN ('dismissed_suit', 'rejected') AND key1 = key2 AND cured IS NOT TRUE
UNION SELECT b.case_id FROM jurisdiction_event a JOIN jurisdiction_event b USING (dispute_key, kind) WHERE kind = 'transfer' AND a.ruled_on < b.ruled_on
UNION SELECT case_id FROM pair WHERE kind1 = '诉前调' AND kind2 = '诉前调' AND ended <> 'mediation' AND key1 = key2
UNION SELECT case_id FROM case_main c WHERE case_kind = '诉前调' AND coalesce(closed_on, DATE '2025-12-31') - filed_on > 60 AND NOT EXISTS (FROM extension e WHERE e.case_id = c.case_id)

-- name: paid_elsewhere
-- Payments to people who owe money in another case.
WITH owing AS (
    SELECT e.case_id, e.debtor_subject_id, s.name, c.filed_on FROM enforcement_case e JOIN subject s ON s.subject_id = e.debtor_subject_id JOIN case_main c USING (case_id)
    WHERE e.unpaid_fen > 0 AND e.status IN ('open', 'ended_round') AND e.fully_secured IS NOT TRUE AND e.recourse_guarantor IS NOT TRUE
), paid AS (
    SELECT m.*, s.id_key, s.name FROM money_out m JOIN subject s ON s.subject_id = m.payee_subject_id
    WHERE amount_fen >= 50000 AND purpose NOT IN ('child_support', 'alimony', 'pension', 'injury', 'wage', 'assigned', 'secured')
), who AS (
    SELECT case_id, paid_out_on, payee_subject_id AS subject_id, NULL AS name FROM paid WHERE beneficiary_subject_id IS NULL OR beneficiary_subject_id = payee_subject_id
    UNION ALL SELECT case_id, paid_out_on, beneficiary_subject_id, NULL FROM paid WHERE joint_account
    UNION ALL SELECT p.case_id, p.paid_out_on, r.other, NULL FROM paid p JOIN (
        SELECT a_subject_id AS own, b_subject_id AS other FROM relation WHERE kind IN ('spouse', 'sole_proprietor') AND to_on IS NULL
        UNION ALL SELECT b_subject_id, a_subject_id FROM relation WHERE kind IN ('spouse', 'sole_proprietor') AND to_on IS NULL) r ON r.own = p.payee_subject_id
    UNION ALL SELECT case_id, paid_out_on, NULL, name FROM paid WHERE id_key IS NULL
)
SELECT w.case_id FROM who w JOIN owing o ON o.debtor_subject_id = w.subject_id AND o.case_id <> w.case_id AND (w.paid_out_on IS NULL OR o.filed_on <= w.paid_out_on)
UNION SELECT w.case_id FROM who w JOIN owing o ON o.name = w.name AND o.case_id <> w.case_id AND (w.paid_out_on IS NULL OR o.filed_on <= w.paid_out_on)

-- name: serial_buyer
-- Suits for a multiple of the price by people who make a trade of it.
WITH bought AS (
    SELECT q.*, c.filed_on, q.plaintiff_subject_id AS buyer FROM punitive_claim q JOIN case_main c USING (case_id) JOIN subject s ON s.subject_id = q.plaintiff_subject_id WHERE s.kind = 'person'
), tie AS (
    SELECT DISTINCT buyer AS a, buyer AS b FROM bought UNION SELECT a_subject_id, b_subject_id FROM relation WHERE kind = 'same_contact' UNION SELECT b_subject_id, a_subject_id FROM relation WHERE kind = 'same_contact'
), pool AS (
    SELECT t.a AS head, b.* FROM tie t JOIN bought b ON b.buyer = t.b
), frame AS (
    SELECT e.head, e.filed_on AS until, count(DISTINCT p.case_id) AS suits, count(DISTINCT p.seller_subject_id) AS sellers
    FROM (SELECT DISTINCT head, filed_on FROM pool) e JOIN pool p ON p.head = e.head AND p.filed_on BETWEEN e.filed_on - INTERVAL 24 MONTH AND e.filed_on GROUP BY ALL
), cluster AS (
    SELECT e.head, e.filed_on AS until, k.what FROM pool e JOIN pool p ON p.head = e.head AND p.filed_on BETWEEN e.filed_on - 90 AND e.filed_on,
        LATERAL (SELECT unnest(['p' || p.product_code, 's' || p.seller_subject_id]) AS what) k GROUP BY ALL HAVING count(DISTINCT p.case_id) >= 3
)
SELECT DISTINCT p.case_id FROM frame f JOIN pool p ON p.head = f.head AND p.buyer = p.head AND p.filed_on BETWEEN f.until - INTERVAL 24 MONTH AND f.until WHERE suits >= 10 AND sellers >= 5
UNION SELECT p.case_id FROM cluster k JOIN pool p ON p.head = k.head AND p.buyer = p.head AND p.filed_on BETWEEN k.until - 90 AND k.until AND k.what IN ('p' || p.product_code, 's' || p.seller_subject_id)
UNION SELECT b.case_id FROM bought b JOIN product_norm n USING (product_code) WHERE b.quantity > 10 * n.median_quantity OR b.quantity > n.use_per_day * least(n.shelf_life_days, 365)
UNION SELECT case_id FROM bought WHERE pleading_key IN (SELECT pleading_key FROM bought GROUP BY 1 HAVING count(DISTINCT case_id) >= 5)
UNION SELECT case_id FROM bought WHERE malicious_sign

-- name: overdue_payout
-- Money of creditors that was not claimed in 20 days or not paid in 20 countable days.
WITH money AS (
    SELECT m.*, CASE WHEN multi_creditor THEN plan_final_on WHEN arrived_on IS NULL THEN claimed_on ELSE greatest(arrived_on, claimed_on) END AS start_on,
           amount_fen - coalesce((SELECT sum(o.amount_fen) FROM money_out o WHERE o.money_in_id = m.money_in_id AND o.paid_out_on <= DATE '2025-12-31'), 0) AS remaining
    FROM money_in m WHERE kind IN ('payment', 'auction', 'deduction')
), day AS (
    SELECT m.money_in_id, m.case_id, m.start_on, d.d::DATE AS d FROM money m, LATERAL (SELECT unnest(generate_series(m.start_on, DATE '2025-12-30', INTERVAL 1 DAY)) AS d) d
    WHERE remaining >= 5000 AND claimed_on IS NOT NULL
), counted AS (
    SELECT d.money_in_id, d.case_id, d.d FROM day d WHERE NOT EXISTS (
        FROM payout_hold h WHERE h.money_in_id = d.money_in_id AND d.d >= greatest(h.from_on, d.start_on)
          AND d.d < least(coalesce(h.until_on, DATE '2025-12-31'), CASE h.reason WHEN 'account_missing' THEN h.from_on + 15 ELSE DATE '2025-12-31' END))
)
SELECT case_id FROM counted GROUP BY money_in_id, case_id HAVING count(*) >= 20
UNION SELECT case_id FROM money WHERE claimed_on IS NULL AND DATE '2025-12-31' - arrived_on > 20

-- name: sentence_outside_prison
-- Benches and papers that are not as the law wants them.
WITH bench AS (
    SELECT c.case_id, c.sub_kind, count(*) FILTER (sits) AS members, bool_or(p.kind = 'lay_judge' AND p.presiding AND sits) AS lay
    FROM case_main c JOIN (SELECT p.*, p.from_on <= coalesce(m.closed_on, DATE '2025-12-31') AND (p.to_on IS NULL OR p.to_on > coalesce(m.closed_on, DATE '2025-12-31')) AS sits
                           FROM panel_member p JOIN case_main m USING (case_id)) p USING (case_id)
    WHERE c.case_kind = '刑更' AND c.sub_kind IN ('暂予监外执行', '减刑', '假释') GROUP BY ALL
)
SELECT case_id FROM bench WHERE members < 3 OR members % 2 = 0 OR lay
UNION SELECT b.case_id FROM bench b JOIN outside_prison o USING (case_id) WHERE b.sub_kind = '暂予监外执行' AND o.decided_by = 'court'
    AND (o.signatures_match = false OR (o.decision_drafted_on IS NOT NULL AND (o.prosecutor_opinion_on IS NULL OR o.prosecutor_opinion_on > o.decision_drafted_on))
         OR o.medical_by <> 'court' OR o.hospital_designated = false OR o.contents_complete = false)
