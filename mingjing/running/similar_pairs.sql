-- Candidate pairs: only within exact blocks, so that nobody compares everything with everything.
-- Blocks with more than $most members are too common to tell anything and are left out.

-- name: similar_name
WITH known AS (
  SELECT subject_id, name, born_on, kind FROM subject WHERE _from <= $at AND _to > $at AND name IS NOT NULL
), blocked AS (
  SELECT subject_id AS id, name AS words, 'born_on' AS kind, concat(born_on, left(name, 1)) AS block
  FROM known WHERE kind = 'person' AND born_on IS NOT NULL
  UNION ALL
  SELECT subject_id, name, 'name_start', left(name, 6) FROM known WHERE kind <> 'person' AND length(name) > 6
)

-- name: similar_text
WITH paper AS (
  SELECT document_id, case_id, doc_type, text FROM document
  WHERE _from <= $at AND _to > $at AND text IS NOT NULL AND doc_type IS NOT NULL
), blocked AS (
  SELECT DISTINCT document_id AS id, text AS words, 'same_party' AS kind, concat(doc_type, '/', subject_id) AS block
  FROM paper JOIN party p USING (case_id)
  WHERE p._from <= $at AND p._to > $at AND p.subject_id IS NOT NULL AND p.side = 'A'
)

-- name: pairs
, small AS (SELECT block, kind FROM blocked GROUP BY block, kind HAVING count(*) BETWEEN 2 AND $most)
SELECT DISTINCT a.id AS left_id, b.id AS right_id, a.kind, a.words AS left_words, b.words AS right_words
FROM small JOIN blocked a USING (block, kind) JOIN blocked b USING (block, kind)
WHERE a.id < b.id
