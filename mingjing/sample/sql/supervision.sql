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

-- name: review_task
-- Reviews of judgments that were overturned: opened within two days, finished in time; planted cases may have their own.
WITH overturned AS (
    SELECT c.*, judges, v.v, (closed_on + whole(1, 2, case_id, 'opened'))::DATE AS opened_on, (closed_on + whole(12, 28, case_id, 'reviewed'))::DATE AS done_on
    FROM _case c JOIN _court USING (court_id), (VALUES (1), (2)) v(v)
    WHERE case_kind IN ('民终', '行终', '刑终', '民再', '刑再') AND disposition IN ('changed', 'remanded', 'revoked') AND NOT coalesce(own_review, false)
)
SELECT case_id * 100 + 1 AS review_task_id, case_id, CASE WHEN case_kind NOT IN ('民再', '刑再') THEN origin_case_id END AS reviewed_case_id, court_id * 10000 + 1 + (judge_in_charge_id - court_id * 10000) % judges AS reviewer_id, opened_on, (closed_on + 32)::DATE AS due_on,
       CASE WHEN v = 2 THEN done_on END AS done_on, CASE WHEN v = 2 THEN pick(['fact', 'law', 'procedure', 'evidence', 'discretion'], case_id, 'why_changed') END AS reason,
       CASE WHEN v = 2 THEN CASE WHEN pick(['fact', 'law', 'procedure', 'evidence', 'discretion'], case_id, 'why_changed') = 'evidence' THEN 'none' ELSE pick(['none', 'none', 'defect', 'error'], case_id, 'verdict') END END AS verdict,
       CASE WHEN v = 1 THEN greatest(closing_known_at + INTERVAL 5 MINUTE, at_time(opened_on, 30)) ELSE greatest(closing_known_at + INTERVAL 6 MINUTE, at_time(done_on, 30)) END AS _from,
       CASE WHEN v = 1 AND done_on <= getvariable('last_day') THEN greatest(closing_known_at + INTERVAL 6 MINUTE, at_time(done_on, 30)) ELSE forever() END AS _to
FROM overturned WHERE CASE WHEN v = 1 THEN opened_on ELSE done_on END <= getvariable('last_day')
