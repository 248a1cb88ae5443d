-- name: fold
-- A name as it is compared: brackets and spaces of one width, the two spellings of a limited company as one.
CREATE OR REPLACE TEMP MACRO folded(name) AS
replace(translate(upper(trim(name)), '（） 　·.', '()'), '有限责任公司', '有限公司')

-- name: names
-- Every name that a subject bears or bore, folded.
CREATE OR REPLACE TEMP VIEW borne AS
SELECT subject_id, folded(name) AS name, true AS present FROM subject
WHERE _to = TIMESTAMP '9999-12-31' AND coalesce(trim(name), '') <> ''
UNION
SELECT subject_id, folded(name), false FROM subject_name WHERE _to = TIMESTAMP '9999-12-31'

-- name: same_name_and_number
-- Each subject beside the first one that has the same number and shares a name with it.
SELECT DISTINCT first_id, subject_id FROM (
    SELECT subject_id, min(subject_id) OVER (PARTITION BY s.kind, s.id_key, b.name) AS first_id
    FROM subject s JOIN borne b USING (subject_id)
    WHERE s._to = TIMESTAMP '9999-12-31' AND s.id_key IS NOT NULL
) WHERE first_id < subject_id

-- name: same_number
-- The subjects of each number that more than one bears.
SELECT id_key, list(subject_id ORDER BY subject_id) FROM subject
WHERE _to = TIMESTAMP '9999-12-31' AND id_key IS NOT NULL
GROUP BY kind, id_key HAVING count(*) > 1

-- name: links
-- Every link in force.
SELECT subject_link_id, a_subject_id, b_subject_id, rule, state, score, evidence, decided_by, reason
FROM subject_link WHERE _to = TIMESTAMP '9999-12-31'

-- name: linked_at
-- The pairs that were linked at a moment.
SELECT a_subject_id, b_subject_id FROM subject_link WHERE state = 'linked' AND _from <= $at AND $at < _to

-- name: listed
-- Links in a state, the surest first, with the names of both.
SELECT l.subject_link_id AS link_id, l.rule, l.state, l.score, l.evidence, l.decided_by, l.reason,
       l.a_subject_id, a.name AS a_name, a.born_on AS a_born_on,
       l.b_subject_id, b.name AS b_name, b.born_on AS b_born_on, l._from AS since
FROM subject_link l
JOIN subject a ON a.subject_id = l.a_subject_id AND a._to = TIMESTAMP '9999-12-31'
JOIN subject b ON b.subject_id = l.b_subject_id AND b._to = TIMESTAMP '9999-12-31'
WHERE l._to = TIMESTAMP '9999-12-31' AND l.state = $state
ORDER BY l.score DESC, l.subject_link_id LIMIT $most

-- name: described
-- Every subject with what candidates are compared by.
SELECT s.subject_id AS unique_id, s.kind, s.id_key, folded(s.name) AS name, names,
       CAST(s.born_on AS VARCHAR) AS born_on, p.address, p.legal_representative
FROM subject s
LEFT JOIN (SELECT subject_id, list(DISTINCT name ORDER BY name) AS names FROM borne GROUP BY ALL) USING (subject_id)
LEFT JOIN (
    SELECT subject_id, folded(arg_max(address, _from)) AS address,
           folded(arg_max(legal_representative, _from)) AS legal_representative
    FROM party WHERE _to = TIMESTAMP '9999-12-31' GROUP BY ALL
) p USING (subject_id)
WHERE s._to = TIMESTAMP '9999-12-31' AND coalesce(trim(s.name), '') <> '' AND (s.kind = 'person') = $person
ORDER BY s.subject_id
