-- One case ($1) as of a moment ($2): payments to people, or those behind them, who owe money in another enforcement case, by hand.
WITH payout AS MATERIALIZED (
    SELECT money_out_id, case_id, payee_subject_id AS payee, beneficiary_subject_id AS beneficiary, amount_fen, paid_out_on, joint_account,
           beneficiary_subject_id IS NULL OR beneficiary_subject_id = payee_subject_id AS own
    FROM money_out
    WHERE case_id = ANY($1::BIGINT[]) AND amount_fen >= 50000 AND (purpose IS NULL OR purpose IN ('proceeds', 'fee_refund'))
      AND _from <= $2::TIMESTAMP AND _to > $2::TIMESTAMP
), receiver AS (
    SELECT case_id, money_out_id, amount_fen, paid_out_on, payee AS subject_id, 'high' AS level, '本人' AS relation
    FROM payout WHERE own
    UNION ALL
    SELECT o.case_id, o.money_out_id, o.amount_fen, o.paid_out_on, n.another,
           CASE n.kind WHEN 'spouse' THEN 'low' ELSE 'high' END, CASE n.kind WHEN 'spouse' THEN '配偶' ELSE '个体经营者' END
    FROM payout o CROSS JOIN LATERAL (
        SELECT r.b_subject_id AS another, r.kind FROM relation r
        WHERE r.a_subject_id = o.payee AND r.to_on IS NULL AND r.kind IN ('sole_proprietor', 'spouse') AND r._from <= $2 AND r._to > $2
        UNION ALL
        SELECT r.a_subject_id, r.kind FROM relation r
        WHERE r.b_subject_id = o.payee AND r.to_on IS NULL AND r.kind IN ('sole_proprietor', 'spouse') AND r._from <= $2 AND r._to > $2) n
    WHERE o.own
    UNION ALL
    SELECT case_id, money_out_id, amount_fen, paid_out_on, beneficiary, 'medium', '经共同账户或代理人'
    FROM payout WHERE joint_account AND beneficiary <> payee
    UNION ALL
    SELECT o.case_id, o.money_out_id, o.amount_fen, o.paid_out_on, b.subject_id, 'low', '疑似同名'
    FROM payout o JOIN subject a ON a.subject_id = o.payee JOIN subject b ON b.name = a.name
    WHERE o.own AND a.id_key IS NULL AND b.subject_id <> a.subject_id
      AND a._from <= $2 AND a._to > $2 AND b._from <= $2 AND b._to > $2
), pair AS MATERIALIZED (
    SELECT r.*, e.case_id AS other_case, e.unpaid_fen, e.enforcement_case_id
    FROM receiver r JOIN enforcement_case e ON e.debtor_subject_id = r.subject_id
    JOIN case_main c ON c.case_id = e.case_id AND c._from <= $2 AND c._to > $2
    WHERE e.status IN ('open', 'ended_round') AND e.unpaid_fen > 0 AND e.fully_secured IS NOT TRUE
      AND e.recourse_guarantor IS NOT TRUE AND e._from <= $2 AND e._to > $2
      AND e.case_id <> r.case_id AND (r.paid_out_on IS NULL OR c.filed_on <= r.paid_out_on)
), per_payout AS (
    SELECT case_id, subject_id, level, relation, money_out_id,
           count(DISTINCT other_case) AS n, sum(unpaid_fen) AS unpaid_fen, max(amount_fen) AS amount_fen
    FROM pair GROUP BY case_id, subject_id, level, relation, money_out_id
), per_case AS (
    SELECT case_id, subject_id, level, relation, max(n) AS n, CAST(max(unpaid_fen) AS BIGINT) AS unpaid_fen,
           CAST(sum(amount_fen) AS BIGINT) AS amount_fen
    FROM per_payout GROUP BY case_id, subject_id, level, relation
)
SELECT case_id, subject_id, level, relation, n, unpaid_fen, amount_fen, least(amount_fen, unpaid_fen) AS stake_fen, relation AS kind,
       ARRAY(SELECT money_out_id FROM pair p WHERE p.case_id = c.case_id AND p.subject_id = c.subject_id) AS payouts,
       ARRAY(SELECT enforcement_case_id FROM pair p WHERE p.case_id = c.case_id AND p.subject_id = c.subject_id) AS enforcements
FROM per_case c
