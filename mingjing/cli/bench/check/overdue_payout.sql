-- One case ($1) as of a moment ($2): creditors' money that waits too long to be claimed or paid out, by hand.
WITH mine AS MATERIALIZED (
    SELECT money_in_id, case_id, kind, amount_fen, arrived_on, claimed_on, multi_creditor, plan_final_on FROM money_in
    WHERE case_id = ANY($1::BIGINT[]) AND kind IN ('payment', 'auction', 'deduction')
      AND coalesce(arrived_on, claimed_on) <= CAST($2::TIMESTAMP AS DATE) AND _from <= $2::TIMESTAMP AND _to > $2::TIMESTAMP
), unpaid AS MATERIALIZED (
    SELECT m.money_in_id, m.case_id, m.kind AS money_kind, m.amount_fen, m.arrived_on, m.claimed_on,
           CAST(m.amount_fen - coalesce(p.paid_fen, 0) AS BIGINT) AS left_fen,
           CASE WHEN m.claimed_on IS NULL THEN m.arrived_on WHEN m.multi_creditor THEN m.plan_final_on
                ELSE greatest(m.arrived_on, m.claimed_on) END AS start_on
    FROM mine m CROSS JOIN LATERAL (
        SELECT sum(o.amount_fen) AS paid_fen FROM money_out o
        WHERE o.money_in_id = m.money_in_id AND o.paid_out_on <= CAST($2 AS DATE) AND o._from <= $2 AND o._to > $2) p
    WHERE m.amount_fen - coalesce(p.paid_fen, 0) >= 5000
), pause AS (
    SELECT u.money_in_id, h.payout_hold_id, greatest(h.from_on, u.start_on) AS since,
           least(CASE WHEN h.reason = 'account_missing'
                      THEN least(coalesce(h.until_on, CAST($2 AS DATE)), h.from_on + 15)
                      ELSE coalesce(h.until_on, CAST($2 AS DATE)) END, CAST($2 AS DATE)) AS until
    FROM unpaid u JOIN payout_hold h USING (money_in_id)
    WHERE u.claimed_on IS NOT NULL AND u.start_on <= CAST($2 AS DATE) AND h.from_on <= CAST($2 AS DATE)
      AND h._from <= $2 AND h._to > $2
), covered AS (
    SELECT *, max(until) FILTER (WHERE until > since) OVER (PARTITION BY money_in_id ORDER BY since, payout_hold_id
                                                           ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
    FROM pause
), paused AS (
    SELECT money_in_id, array_agg(payout_hold_id) AS holds,
           sum(greatest(until - greatest(since, coalesce(before, since)), 0)) FILTER (WHERE until > since) AS days
    FROM covered GROUP BY money_in_id
), waited AS (
    SELECT u.*, p.holds, CAST(CAST($2 AS DATE) - u.start_on - coalesce(p.days, 0) AS BIGINT) AS waited
    FROM unpaid u LEFT JOIN paused p USING (money_in_id)
    WHERE u.claimed_on IS NOT NULL AND u.start_on <= CAST($2 AS DATE)
)
SELECT case_id, money_in_id AS in_id, money_kind, amount_fen, arrived_on, claimed_on, left_fen, start_on, waited,
       CASE WHEN waited > 30 THEN 'high' ELSE 'low' END AS level,
       CASE WHEN waited > 60 THEN '严重逾期，应报院领导' WHEN waited > 30 THEN '已逾期' ELSE '期限将届' END
       || CASE WHEN arrived_on IS NULL THEN '；到账日缺失，自认领日计' ELSE '' END AS kind,
       ARRAY[money_in_id] AS deposits, holds
FROM waited WHERE waited >= 20
UNION ALL
SELECT case_id, money_in_id, money_kind, amount_fen, arrived_on, claimed_on, left_fen, start_on, CAST($2 AS DATE) - arrived_on,
       'high', '无人认领', ARRAY[money_in_id], NULL
FROM unpaid WHERE claimed_on IS NULL AND CAST($2 AS DATE) - arrived_on > 20
