-- name: enforcement_case
-- Each debtor of each enforcement case: what is due at filing, what is left after payment or closing.
WITH version AS (
    SELECT e.*, p.subject_id, p.slot, v.v, coalesce(closing_known_at, CASE WHEN paid_fen > 0 THEN known_late(happened(pays_on), case_id, 'paid', 0, 1) END) AS changed_at
    FROM _enforced e JOIN _party p USING (case_id), (VALUES (1), (2)) v(v) WHERE p.role = 'debtor'
)
SELECT case_id * 100 + slot AS enforcement_case_id, case_id, subject_id AS debtor_subject_id, related_case_id AS basis_case_id,
       CASE WHEN related_case_id IS NULL THEN '（' || year(filed_on) || '）沪仲案字第' || case_id % 9973 || '号' END AS basis_number,
       amount_fen AS due_fen, CASE WHEN v = 2 THEN paid_fen ELSE 0 END AS paid_fen, amount_fen - CASE WHEN v = 2 THEN paid_fen ELSE 0 END AS unpaid_fen,
       CASE WHEN v = 1 THEN 'open' ELSE CASE disposition WHEN 'satisfied' THEN 'done' WHEN 'interim_termination' THEN 'ended_round'
            WHEN 'final_termination' THEN 'terminated' ELSE 'open' END END AS status,
       u(case_id, 'secured') < 0.05 AS fully_secured, slot > 3 AND u(case_id, 'recourse') < 0.3 AS recourse_guarantor,
       (filed_on + days // 20)::DATE AS notice_on, CASE WHEN v = 2 AND disposition = 'interim_termination' THEN closed_on END AS ended_round_on,
       CASE WHEN case_kind = '执恢' THEN filed_on END AS resumed_on,
       CASE WHEN v = 2 AND disposition = 'final_termination' THEN 'withdrawn' END AS ended_reason, CASE WHEN v = 1 THEN filed_at(filed_on, case_id) ELSE changed_at END AS _from,
       CASE WHEN v = 1 THEN coalesce(changed_at, forever()) ELSE forever() END AS _to
FROM version WHERE v = 1 OR changed_at IS NOT NULL

-- name: money_in
-- Money arriving: not yet claimed, then claimed; fines, deposits and fees besides.
WITH arrival AS (
    SELECT e.case_id, 1 AS slot, CASE WHEN u(case_id, 'auctioned') < 0.1 THEN 'auction' WHEN u(case_id, 'auctioned') < 0.5 THEN 'deduction' ELSE 'payment' END AS kind,
           p.subject_id, e.paid_fen AS amount_fen, e.arrives_on, e.claims_on
    FROM _enforced e JOIN _party p USING (case_id) WHERE p.slot = 3 AND e.paid_fen > 0
    UNION ALL
    SELECT c.case_id, 2, CASE WHEN c.case_kind = '刑初' THEN 'fine' WHEN c.case_kind = '民初' THEN 'fee' ELSE 'deposit' END, p.subject_id,
           whole(2, 80, c.case_id, 'other_money') * 100000, (c.filed_on + c.days // 3)::DATE, (c.filed_on + c.days // 3)::DATE
    FROM _case c JOIN _party p ON p.case_id = c.case_id AND p.slot = CASE WHEN c.case_kind = '民初' THEN 1 ELSE 3 END
    WHERE NOT c.planted AND c.case_kind IN ('刑初', '民初', '执') AND c.filed_on + c.days // 3 <= getvariable('last_day')
      AND u(c.case_id, 'other') < CASE c.case_kind WHEN '刑初' THEN 0.5 WHEN '民初' THEN 0.1 ELSE 0.02 END
), version AS (
    SELECT a.*, v.v, known_late(arrives_on, case_id, 'arrived', 0.03, 2) AS arrived_at, known_late(claims_on, case_id, 'claimed', 0, 1) + INTERVAL 56 MINUTE AS claimed_at
    FROM arrival a, (VALUES (1), (2)) v(v)
)
SELECT case_id * 100 + slot AS money_in_id, case_id, kind, subject_id AS payer_subject_id, s.name AS payer_name, amount_fen, arrives_on AS arrived_on,
       CASE WHEN v = 2 THEN claims_on END AS claimed_on, false AS multi_creditor, NULL::DATE AS plan_final_on,
       CASE WHEN v = 1 THEN arrived_at ELSE greatest(claimed_at, arrived_at + INTERVAL 56 MINUTE) END AS _from,
       CASE WHEN v = 1 AND happened(claims_on) IS NOT NULL THEN greatest(claimed_at, arrived_at + INTERVAL 56 MINUTE) ELSE forever() END AS _to
FROM version LEFT JOIN _name s USING (subject_id) WHERE v = 1 OR happened(claims_on) IS NOT NULL

-- name: money_source
-- Whose money came in: others pay for debtors whose own means were not found in another case.
SELECT e.case_id * 100 + 1 AS money_source_id, e.case_id, e.case_id * 100 + 1 AS money_in_id,
       CASE WHEN p.subject_id IN (SELECT subject_id FROM _enforced JOIN _party USING (case_id) WHERE role = 'debtor' AND disposition = 'interim_termination')
            THEN 'third_party' ELSE 'account' END AS kind, e.arrives_on AS looked_on, known_late(arrives_on, e.case_id, 'arrived', 0.03, 2) AS _from, forever() AS _to
FROM _enforced e JOIN _party p USING (case_id) WHERE p.slot = 3 AND e.paid_fen > 0

-- name: money_out
-- Money paid to creditors: planned, then paid; and half of the fee given back after a withdrawal.
WITH payment AS (
    SELECT e.case_id, 1 AS slot, case_id * 100 + 1 AS money_in_id, 'proceeds' AS purpose, e.paid_fen AS amount_fen, e.claims_on AS planned_on, e.pays_on
    FROM _enforced e WHERE e.paid_fen > 0
    UNION ALL
    SELECT case_id, 2, NULL, 'fee_refund', greatest(2500, coalesce(amount_fen, 0) // 100), (closed_on + 3)::DATE, (closed_on + 9)::DATE
    FROM _case WHERE NOT planted AND case_kind = '民初' AND disposition = 'withdrawn' AND u(case_id, 'refund') < 0.6
), version AS (
    SELECT m.*, p.subject_id, v.v, at_time(planned_on, 60) + INTERVAL 8 HOUR AS planned_at,
           greatest(known_late(pays_on, m.case_id, 'paid', 0.03, 2), at_time(planned_on, 60) + INTERVAL 9 HOUR) AS paid_at
    FROM payment m JOIN _party p ON p.case_id = m.case_id AND p.slot = 1, (VALUES (1), (2)) v(v)
    WHERE happened(planned_on) IS NOT NULL
)
SELECT case_id * 100 + slot AS money_out_id, case_id, money_in_id, subject_id AS payee_subject_id, s.name AS payee_name, purpose, amount_fen, planned_on,
       CASE WHEN v = 2 THEN pays_on END AS paid_out_on, false AS joint_account, NULL::BIGINT AS beneficiary_subject_id,
       CASE WHEN v = 1 THEN planned_at ELSE paid_at END AS _from, CASE WHEN v = 1 AND happened(pays_on) IS NOT NULL THEN paid_at ELSE forever() END AS _to
FROM version LEFT JOIN _name s USING (subject_id) WHERE v = 1 OR happened(pays_on) IS NOT NULL

-- name: payout_hold
-- Short approved delays that end before the money is paid.
SELECT case_id * 100 + 1 AS payout_hold_id, case_id * 100 + 1 AS money_in_id, case_id, CASE WHEN u(case_id, 'why') < 0.5 THEN 'approved' ELSE 'account_missing' END AS reason,
       CASE WHEN u(case_id, 'why') < 0.5 THEN person_name(judge_in_charge_id) END AS approved_by, NULL::VARCHAR AS decision_number, claims_on AS from_on, pays_on AS until_on,
       at_time(claims_on, 120) + INTERVAL 7 HOUR AS _from, forever() AS _to
FROM _enforced WHERE paid_fen > 0 AND u(case_id, 'held') < 0.04 AND happened(claims_on) IS NOT NULL

-- name: enforcement_measure
-- Measures against debtors and their property.
WITH measure AS (
    SELECT e.*, p.subject_id, p.slot, m.kind, m.line, (filed_on + floor(days * m.fraction)::INT)::DATE AS from_on
    FROM _enforced e JOIN _party p USING (case_id),
         (VALUES (0, 'consumption_restriction', 0.35, 0.6), (1, 'freezing', 0.25, 0.5), (2, 'seal_up', 0.3, 0.12), (3, 'dishonest_debtor', 0.5, 0.25), (4, 'detention', 0.6, 0.005), (5, 'exit_control', 0.5, 0.02)) m(line, kind, fraction, share)
    WHERE p.role = 'debtor' AND u(e.case_id, m.kind) < m.share
)
SELECT case_id * 100 + slot * 8 + line AS measure_id, case_id, subject_id, kind, from_on, (from_on + CASE kind WHEN 'detention' THEN 15 WHEN 'freezing' THEN 365 ELSE 1095 END)::DATE AS to_on,
       CASE WHEN v.v = 2 THEN closed_on END AS released_on, CASE WHEN v.v = 1 THEN at_time(from_on, 200) ELSE closing_known_at + INTERVAL 1 HOUR END AS _from,
       CASE WHEN v.v = 1 AND disposition IN ('satisfied', 'final_termination') THEN closing_known_at + INTERVAL 1 HOUR ELSE forever() END AS _to
FROM measure, (VALUES (1), (2)) v(v)
WHERE from_on <= getvariable('last_day') AND (v.v = 1 OR disposition IN ('satisfied', 'final_termination'))

-- name: property_lead
-- Leads to property of debtors.
SELECT case_id * 100 + 1 AS lead_id, case_id, p.subject_id, CASE WHEN u(case_id, 'lead_by') < 0.6 THEN '申请人提供' ELSE '系统推送' END AS lead_source,
       CASE WHEN u(case_id, 'lead_kind') < 0.5 THEN 'deposit' ELSE 'vehicle' END AS kind, 'P' || case_id AS object_key, whole(1, 400, case_id, 'lead_value') * 100000 AS value_fen,
       (filed_on + days // 2)::DATE AS arose_on, (filed_on + days // 2 + 6)::DATE AS handled_on, (filed_on + days // 2)::DATE AS data_on,
       at_time((filed_on + days // 2 + 6)::DATE, 100) AS _from, forever() AS _to
FROM _enforced JOIN _party p USING (case_id) WHERE p.slot = 3 AND u(case_id, 'lead') < 0.12 AND filed_on + days // 2 + 6 <= getvariable('last_day')

-- name: disposal
-- Property that is sold by auction, each step in time; houses where there is time for a month's notice.
SELECT case_id * 100 + 1 AS disposal_id, case_id, CASE WHEN days >= 150 THEN '房屋一套' ELSE '小型轿车一辆' END AS object, CASE WHEN days >= 150 THEN 'immovable' ELSE 'movable' END AS kind,
       (sold_on - 60)::DATE AS seized_on, (sold_on - 50)::DATE AS valuation_on, (sold_on - CASE WHEN days >= 150 THEN 35 ELSE 20 END)::DATE AS price_on, (sold_on + 330)::DATE AS price_valid_to,
       amount_fen * 12 // 10 AS price_fen, false AS agreed_price, at_time((sold_on + 1)::DATE, 95) AS _from, forever() AS _to
FROM (SELECT *, (filed_on + days // 3 + 15)::DATE AS sold_on FROM _enforced) WHERE paid_fen > 0 AND u(case_id, 'auctioned') < 0.1 AND sold_on + 1 <= getvariable('last_day')

-- name: auction
-- Rounds of online auctions.
SELECT case_id * 100 + r.round AS auction_id, case_id, case_id * 100 + 1 AS disposal_id, r.round, CASE WHEN days >= 150 THEN '房屋一套' ELSE '小型轿车一辆' END AS object,
       (amount_fen * 12 // 10 * (10 - 2 * (r.round - 1)) // 10) AS reserve_fen,
       (sold_on - CASE WHEN days >= 150 AND r.round = 1 THEN 30 ELSE 15 END)::DATE AS notice_on, sold_on AS starts_on, (sold_on + 1)::DATE AS ends_on,
       CASE WHEN r.round = 1 AND u(case_id, 'second_round') < 0.5 THEN 'failed' ELSE 'sold' END AS result,
       at_time((sold_on + 1)::DATE, 100) AS _from, forever() AS _to
FROM (SELECT *, (filed_on + days // 3 + 20 * (round - 1) + 15)::DATE AS sold_on FROM _enforced, (VALUES (1), (2)) r(round)) r
WHERE paid_fen > 0 AND u(case_id, 'auctioned') < 0.1 AND (r.round = 1 OR u(case_id, 'second_round') < 0.5)
  AND sold_on + 1 <= getvariable('last_day')

-- name: enforcement_inquiry
-- Inquiries into the property of debtors.
SELECT case_id * 100 + p.slot AS inquiry_id, case_id, p.subject_id, '总对总网络查控' AS kind, (filed_on + days // 10)::DATE AS asked_on,
       CASE WHEN paid_fen > 0 THEN '有可供执行财产' ELSE '无可供执行财产' END AS result, at_time((filed_on + days // 10)::DATE, 200) AS _from, forever() AS _to
FROM _enforced JOIN _party p USING (case_id) WHERE p.role = 'debtor' AND filed_on + days // 10 <= getvariable('last_day')
