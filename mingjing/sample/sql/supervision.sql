-- name: retrial
-- Retrials of the background: none of the papers that they retry is being enforced.
WITH version AS (
    SELECT c.*, v.v, coalesce(p.origin_case_id, c.origin_case_id) AS retried_case_id
    FROM _case c LEFT JOIN _case p ON p.case_id = c.origin_case_id AND p.case_kind = '民申', (VALUES (1), (2)) v(v)
    WHERE c.case_kind IN ('民再', '刑再') AND NOT c.planted
)
SELECT case_id * 100 + 1 AS retrial_id, case_id, retried_case_id, (filed_on - 5)::DATE AS ordered_on, (filed_on - 3)::DATE AS reached_on,
       CASE WHEN v = 2 AND disposition IN ('upheld', 'changed', 'revoked') THEN disposition END AS result, CASE WHEN v = 2 THEN closed_on END AS effective_on,
       CASE WHEN v = 2 AND disposition = 'changed' THEN award_fen END AS new_due_fen, NULL::VARCHAR AS goes_on,
       CASE WHEN v = 1 THEN filed_at(filed_on, case_id) ELSE closing_known_at + INTERVAL 10 MINUTE END AS _from,
       CASE WHEN v = 1 AND closing_known_at IS NOT NULL THEN closing_known_at + INTERVAL 10 MINUTE ELSE forever() END AS _to
FROM version WHERE v = 1 OR closing_known_at IS NOT NULL
