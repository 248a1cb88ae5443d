-- name: rebuild_ledger
-- The party ledger: every party beside its case and its subject, true while all three are.
INSERT INTO case_party
SELECT p.party_id, p.subject_id, p.case_id, p.role, p.side, s.kind, s.id_key, coalesce(s.name, p.name_as_written),
       c.court_id, c.case_kind, c.cause_name, c.filed_on, c.closed_on, c.disposition, c.status, c.amount_in_dispute_fen,
       greatest(p._from, c._from, coalesce(s._from, p._from)), least(p._to, c._to, coalesce(s._to, p._to))
FROM party p
JOIN case_main c ON c.case_id = p.case_id AND c._from < p._to AND p._from < c._to
LEFT JOIN subject s ON s.subject_id = p.subject_id AND s._from < least(p._to, c._to) AND greatest(p._from, c._from) < s._to
ORDER BY p.subject_id, p.case_id, c._from
