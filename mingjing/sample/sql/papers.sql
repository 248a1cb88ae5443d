-- name: chosen
-- The cases that get a paper: a fiftieth of those that end with one, at most 3,000.
CREATE OR REPLACE TEMP TABLE _chosen AS
SELECT c.* FROM _case c
WHERE c.closed_on IS NOT NULL AND ((c.case_kind = '民初' AND c.disposition IN ('judgment', 'mediation', 'withdrawn'))
    OR (c.case_kind = '刑初' AND c.disposition = 'judgment') OR (c.case_kind = '民终' AND c.disposition = 'upheld') OR (c.case_kind = '执' AND c.disposition = 'interim_termination'))
ORDER BY u(c.case_id, 'paper'), c.case_id
LIMIT least(3000, 40 + (SELECT count(*) FROM _case) // 50);

-- name: cases
-- One row per chosen case.
SELECT c.case_id, c.case_number, k.name AS court, a.name AS court_above, c.case_kind, c.cause_name, c.procedure, c.filed_on, c.closed_on, c.disposition,
       c.amount_fen, c.award_fen, o.case_number AS origin_number, ok.name AS origin_court, i.text AS order_text, f.due_fen AS fee_fen, h.held_on,
       m.name AS clerk, c.closing_known_at AS known_at, u(c.case_id, 'words') AS chance, person_name(c.judge_in_charge_id) AS judge
FROM _chosen c JOIN _court k USING (court_id) LEFT JOIN _court a ON a.court_id = k.parent_id
LEFT JOIN _case o ON o.case_id = c.origin_case_id LEFT JOIN _court ok ON ok.court_id = o.court_id
LEFT JOIN order_item i ON i.case_id = c.case_id
LEFT JOIN (SELECT case_id, max(due_fen) AS due_fen FROM fee GROUP BY 1) f ON f.case_id = c.case_id
LEFT JOIN (SELECT case_id, max(held_on) AS held_on FROM hearing GROUP BY 1) h ON h.case_id = c.case_id
JOIN court_member m ON m.member_id = c.clerk_id
ORDER BY c.case_id

-- name: parties
-- The parties of these cases, with one agent each.
SELECT p.case_id, p.role, p.side, n.subject_kind AS kind, p.name_as_written AS name, s.born_on, u(p.subject_id, 'male') < 0.5 AS male, p.address, p.legal_representative, a.name AS agent, a.firm
FROM party p SEMI JOIN _chosen USING (case_id)
JOIN _name n ON n.subject_id = p.subject_id
JOIN subject s ON s.subject_id = p.subject_id AND s._to = forever()
LEFT JOIN agent a ON a.party_id = p.party_id
WHERE p._to = forever()
ORDER BY p.case_id, p.side, p.party_id

-- name: bench
-- Who tried them, at the end.
SELECT case_id, kind, name, presiding FROM panel_member SEMI JOIN _chosen USING (case_id) WHERE _to = forever() AND to_on IS NULL ORDER BY case_id, panel_member_id

-- name: sentences
-- Terms and fines.
SELECT t.case_id, n.name, t.offence, t.kind, t.term_months, t.probation_months, t.starts_on, t.ends_on, f.fine_fen
FROM sentence t SEMI JOIN _chosen USING (case_id) JOIN _name n ON n.subject_id = t.subject_id
LEFT JOIN fine f ON f.case_id = t.case_id AND f.subject_id = t.subject_id ORDER BY t.sentence_id

-- name: split
-- What spouses take.
SELECT p.case_id, n.name, p.kind, p.item, p.value_fen FROM property_split p SEMI JOIN _chosen USING (case_id) JOIN _name n ON n.subject_id = p.holder_subject_id WHERE p._to = forever() ORDER BY p.property_split_id

-- name: matter
-- What enforcement came to.
SELECT e.case_id, e.due_fen, e.paid_fen, e.unpaid_fen, coalesce(b.case_number, e.basis_number) AS basis_number, e.basis_case_id IS NULL AS award
FROM enforcement_case e SEMI JOIN _chosen USING (case_id) LEFT JOIN _case b ON b.case_id = e.basis_case_id WHERE e._to = forever() ORDER BY e.enforcement_case_id

-- name: loan
-- The loan that a suit is about.
SELECT case_id, principal_fen, rate_percent, agreed_on FROM loan SEMI JOIN _chosen USING (case_id) WHERE _to = forever() ORDER BY loan_id
