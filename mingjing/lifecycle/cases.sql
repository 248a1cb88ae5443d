-- name: courts
-- The tree of courts.
SELECT court_id, name, level, parent_id FROM court WHERE _to = TIMESTAMP '9999-12-31' ORDER BY court_id

-- name: size
-- How much the data file holds.
SELECT (SELECT count(*) FROM case_main WHERE _to = TIMESTAMP '9999-12-31') AS cases,
       (SELECT count(*) FROM document WHERE _to = TIMESTAMP '9999-12-31') AS documents

-- name: find
-- Cases by number, cause or party, newest first, within the reader's sight.
SELECT c.case_id, c.case_number, t.name AS court, c.cause_name AS cause, c.filed_on, c.status
FROM case_main c
JOIN court t ON t.court_id = c.court_id AND t._to = TIMESTAMP '9999-12-31'
WHERE c._to = TIMESTAMP '9999-12-31'
  AND list_contains($court_ids, c.court_id) AND coalesce(c.secret_level, 0) <= $clearance
  AND ($sees_juvenile OR NOT coalesce(c.juvenile, false))
  AND ($q = '' OR contains(c.case_number, $q) OR contains(c.cause_name, $q)
       OR ($by_name AND c.case_id IN (SELECT case_id FROM case_party
                                      WHERE _to = TIMESTAMP '9999-12-31' AND contains(name, $q))))
ORDER BY c.filed_on DESC NULLS LAST, c.case_id DESC
LIMIT $limit

-- name: one
-- The main facts of one case as last known, within the reader's sight.
SELECT c.*, t.name AS court_name, m.name AS judge_name
FROM (FROM case_main WHERE case_id = $case_id ORDER BY _from DESC LIMIT 1) c
JOIN court t ON t.court_id = c.court_id AND t._to = TIMESTAMP '9999-12-31'
LEFT JOIN court_member m ON m.member_id = c.judge_in_charge_id AND m._to = TIMESTAMP '9999-12-31'
WHERE list_contains($court_ids, c.court_id) AND coalesce(c.secret_level, 0) <= $clearance
  AND ($sees_juvenile OR NOT coalesce(c.juvenile, false))

-- name: parties
-- The parties of one case.
SELECT role, name, subject_kind AS kind FROM case_party
WHERE _to = TIMESTAMP '9999-12-31' AND case_id = $case_id ORDER BY side, party_id

-- name: milestones
-- The milestones one case has passed, in order.
SELECT milestone, passed_at FROM milestone_event
WHERE _to = TIMESTAMP '9999-12-31' AND case_id = $case_id ORDER BY passed_at, milestone_event_id

-- name: documents
-- The documents of one case.
SELECT document_id, doc_type, signed_on FROM document
WHERE _to = TIMESTAMP '9999-12-31' AND case_id = $case_id ORDER BY signed_on, document_id

-- name: texts
-- The documents of one case with their text.
SELECT doc_type, text FROM document
WHERE _to = TIMESTAMP '9999-12-31' AND case_id = $case_id ORDER BY signed_on, document_id

-- name: document
-- One document with the case it belongs to.
SELECT document_id, case_id, doc_type, signed_on, text, source_name FROM document
WHERE _to = TIMESTAMP '9999-12-31' AND document_id = $document_id

-- name: info_points
-- What was read from one document, with its place in the text.
SELECT code, name, value, raw AS text, "start", "end", confidence, read_by AS "by" FROM info_point
WHERE _to = TIMESTAMP '9999-12-31' AND document_id = $document_id ORDER BY "start", code

-- name: papers
-- Documents within the reader's sight with how many values were read and how many of them are doubtful, the most
-- doubtful first. `only` and `without` are numbers of documents, or NULL.
WITH seen AS (
    SELECT d.document_id, d.case_id, d.doc_type, d.signed_on, c.case_number, c.cause_name AS cause, t.name AS court
    FROM document d
    JOIN case_main c ON c.case_id = d.case_id AND c._to = TIMESTAMP '9999-12-31'
    JOIN court t ON t.court_id = c.court_id AND t._to = TIMESTAMP '9999-12-31'
    WHERE d._to = TIMESTAMP '9999-12-31' AND d.text IS NOT NULL
      AND list_contains($court_ids, c.court_id) AND coalesce(c.secret_level, 0) <= $clearance
      AND ($sees_juvenile OR NOT coalesce(c.juvenile, false))
      AND ($q = '' OR contains(c.case_number, $q) OR contains(c.cause_name, $q) OR contains(d.doc_type, $q))
      AND ($only IS NULL OR d.document_id IN (SELECT unnest($only)))
      AND d.document_id NOT IN (SELECT unnest($without))
), read AS (
    SELECT document_id, count(*) AS points, count(*) FILTER (confidence < $doubtful) AS doubtful
    FROM info_point
    WHERE _to = TIMESTAMP '9999-12-31' AND document_id IN (SELECT document_id FROM seen)
    GROUP BY document_id
)
SELECT seen.*, coalesce(points, 0) AS points, coalesce(doubtful, 0) AS doubtful, count(*) OVER () AS total
FROM seen LEFT JOIN read USING (document_id)
WHERE NOT $doubtful_only OR coalesce(doubtful, 0) > 0
ORDER BY doubtful DESC, signed_on DESC NULLS LAST, document_id
LIMIT $limit OFFSET $offset
