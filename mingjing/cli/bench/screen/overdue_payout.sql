-- Creditors' money that waits too long to be claimed or paid out, permitted pauses taken off, by hand.
WITH paid AS (
    SELECT money_in_id, sum(amount_fen) AS paid_fen
    FROM money_out WHERE paid_out_on <= CAST($at AS DATE) AND _from <= $at AND _to > $at GROUP BY money_in_id
), unpaid AS (
    SELECT m.money_in_id, m.case_id, m.kind AS money_kind, m.amount_fen, m.arrived_on, m.claimed_on,
           CAST(m.amount_fen - coalesce(p.paid_fen, 0) AS BIGINT) AS left_fen,
           CASE WHEN m.claimed_on IS NULL THEN m.arrived_on WHEN m.multi_creditor THEN m.plan_final_on
                ELSE greatest(m.arrived_on, m.claimed_on) END AS start_on
    FROM money_in m LEFT JOIN paid p USING (money_in_id)
    WHERE m.kind IN ('payment', 'auction', 'deduction') AND coalesce(m.arrived_on, m.claimed_on) <= CAST($at AS DATE)
      AND m.amount_fen - coalesce(p.paid_fen, 0) >= 5000 AND m._from <= $at AND m._to > $at
), pause AS (
    SELECT u.money_in_id, h.payout_hold_id, greatest(h.from_on, u.start_on) AS since,
           least(CASE WHEN h.reason = 'account_missing'
                      THEN least(coalesce(h.until_on, CAST($at AS DATE)), h.from_on + 15)
                      ELSE coalesce(h.until_on, CAST($at AS DATE)) END, CAST($at AS DATE)) AS until
    FROM unpaid u JOIN payout_hold h USING (money_in_id)
    WHERE u.claimed_on IS NOT NULL AND u.start_on <= CAST($at AS DATE) AND h.from_on <= CAST($at AS DATE)
      AND h._from <= $at AND h._to > $at
), covered AS (
    SELECT *, max(until) OVER (PARTITION BY money_in_id ORDER BY since, payout_hold_id
                               ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
    FROM pause WHERE until > since
), paused AS (
    SELECT money_in_id, sum(greatest(CAST(until - greatest(since, coalesce(before, since)) AS BIGINT), 0)) AS days
    FROM covered GROUP BY money_in_id
), waited AS (
    SELECT u.*, CAST(CAST($at AS DATE) - u.start_on AS BIGINT) - coalesce(p.days, 0) AS waited
    FROM unpaid u LEFT JOIN paused p USING (money_in_id)
    WHERE u.claimed_on IS NOT NULL AND u.start_on <= CAST($at AS DATE)
)
SELECT case_id, money_in_id AS in_id, money_kind, amount_fen, arrived_on, claimed_on, left_fen, start_on, waited,
       CASE WHEN waited > 30 THEN 'high' ELSE 'low' END AS level,
       CASE WHEN waited > 60 THEN '严重逾期，应报院领导' WHEN waited > 30 THEN '已逾期' ELSE '期限将届' END
       || CASE WHEN arrived_on IS NULL THEN '；到账日缺失，自认领日计' ELSE '' END AS kind
FROM waited WHERE waited >= 20
UNION ALL
SELECT case_id, money_in_id, money_kind, amount_fen, arrived_on, claimed_on, left_fen, start_on, CAST(CAST($at AS DATE) - arrived_on AS BIGINT),
       'high', '无人认领'
FROM unpaid WHERE claimed_on IS NULL AND CAST(CAST($at AS DATE) - arrived_on AS BIGINT) > 20
