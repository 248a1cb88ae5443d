-- Payments to people, or those behind them, who owe money in another enforcement case, by hand.
WITH owing AS (
    SELECT e.case_id, e.debtor_subject_id, e.unpaid_fen, c.filed_on
    FROM enforcement_case e JOIN case_main c ON c.case_id = e.case_id AND c._from <= $at AND c._to > $at
    WHERE e.unpaid_fen > 0 AND e.status IN ('open', 'ended_round') AND e.fully_secured IS NOT TRUE
      AND e.recourse_guarantor IS NOT TRUE AND e._from <= $at AND e._to > $at
), payout AS (
    SELECT money_out_id, case_id, payee_subject_id AS payee, beneficiary_subject_id AS beneficiary, amount_fen, paid_out_on, joint_account
    FROM money_out
    WHERE amount_fen >= 50000 AND _from <= $at AND _to > $at
      AND coalesce(purpose, 'proceeds') NOT IN ('child_support', 'alimony', 'pension', 'injury', 'wage', 'assigned', 'secured')
), own AS (
    SELECT * FROM payout WHERE beneficiary IS NULL OR beneficiary = payee
), near AS (
    SELECT a_subject_id AS one, b_subject_id AS another, kind FROM relation
    WHERE to_on IS NULL AND kind IN ('sole_proprietor', 'spouse') AND _from <= $at AND _to > $at
    UNION ALL
    SELECT b_subject_id, a_subject_id, kind FROM relation
    WHERE to_on IS NULL AND kind IN ('sole_proprietor', 'spouse') AND _from <= $at AND _to > $at
), namesake AS (
    SELECT a.subject_id AS one, b.subject_id AS another
    FROM subject a JOIN subject b ON b.name = a.name AND b.subject_id <> a.subject_id AND b._from <= $at AND b._to > $at
    WHERE a.id_key IS NULL AND a._from <= $at AND a._to > $at
), receiver AS (
    SELECT case_id, money_out_id, amount_fen, paid_out_on, payee AS subject_id, 'high' AS level, '本人' AS relation FROM own
    UNION ALL
    SELECT o.case_id, o.money_out_id, o.amount_fen, o.paid_out_on, n.another,
           CASE n.kind WHEN 'spouse' THEN 'low' ELSE 'high' END, CASE n.kind WHEN 'spouse' THEN '配偶' ELSE '个体经营者' END
    FROM own o JOIN near n ON n.one = o.payee
    UNION ALL
    SELECT case_id, money_out_id, amount_fen, paid_out_on, beneficiary, 'medium', '经共同账户或代理人'
    FROM payout WHERE joint_account AND beneficiary <> payee
    UNION ALL
    SELECT o.case_id, o.money_out_id, o.amount_fen, o.paid_out_on, n.another, 'low', '疑似同名'
    FROM own o JOIN namesake n ON n.one = o.payee
), per_payout AS (
    SELECT r.case_id, r.subject_id, r.level, r.relation, r.money_out_id,
           count(DISTINCT o.case_id) AS n, sum(o.unpaid_fen) AS unpaid_fen, max(r.amount_fen) AS amount_fen
    FROM receiver r JOIN owing o ON o.debtor_subject_id = r.subject_id
    WHERE o.case_id <> r.case_id AND (r.paid_out_on IS NULL OR o.filed_on <= r.paid_out_on)
    GROUP BY r.case_id, r.subject_id, r.level, r.relation, r.money_out_id
)
SELECT case_id, subject_id, level, relation, max(n) AS n, CAST(max(unpaid_fen) AS BIGINT) AS unpaid_fen,
       CAST(sum(amount_fen) AS BIGINT) AS amount_fen,
       CAST(least(sum(amount_fen), max(unpaid_fen)) AS BIGINT) AS stake_fen, relation AS kind
FROM per_payout GROUP BY case_id, subject_id, level, relation
