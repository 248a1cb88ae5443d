-- name: order_item
-- What civil judgments order to be paid.
SELECT c.case_id * 100 + 1 AS order_item_id, c.case_id, b.subject_id AS payer_subject_id, a.subject_id AS payee_subject_id, 'pay' AS kind, c.award_fen AS amount_fen,
       NULL::VARCHAR AS rate_text, (c.closed_on + 26)::DATE AS due_on,
       '被告' || bn.name || '于本判决生效之日起十日内支付原告' || an.name || '人民币' || yuan(c.award_fen) || '元' AS text,
       closing_known_at + INTERVAL 30 MINUTE AS _from, forever() AS _to
FROM _case c JOIN _party a ON a.case_id = c.case_id AND a.slot = 1 JOIN _party b ON b.case_id = c.case_id AND b.slot = 3
JOIN _name an ON an.subject_id = a.subject_id JOIN _name bn ON bn.subject_id = b.subject_id
WHERE c.case_kind = '民初' AND c.disposition = 'judgment' AND c.award_fen > 0 AND a.side = 'A' AND b.side = 'B'

-- name: sentence
-- Terms of those found guilty.
WITH term AS (
    SELECT c.*, p.subject_id, p.slot, CASE WHEN cause_name = '危险驾驶罪' THEN whole(1, 5, c.case_id * 8 + p.slot, 'term') ELSE whole(4, 60, c.case_id * 8 + p.slot, 'term') END AS term_months
    FROM _case c JOIN _party p USING (case_id) WHERE c.case_kind = '刑初' AND c.disposition = 'judgment' AND p.role = 'accused'
)
SELECT case_id * 100 + slot AS sentence_id, case_id, subject_id, cause_name AS offence, CASE WHEN term_months < 6 THEN 'detention' ELSE 'fixed' END AS kind, term_months,
       CASE WHEN term_months <= 36 AND u(case_id * 8 + slot, 'probation') < 0.4 THEN greatest(term_months, 12) END AS probation_months,
       (filed_on - 60)::DATE AS starts_on, ((filed_on - 60) + to_months(term_months) - INTERVAL 1 DAY)::DATE AS ends_on,
       closing_known_at + INTERVAL 30 MINUTE AS _from, forever() AS _to
FROM term

-- name: fine
-- Fines beside the terms.
SELECT c.case_id * 100 + p.slot AS fine_id, c.case_id, p.subject_id, c.cause_name AS offence, 'joint' AS kind, whole(1, 30, c.case_id * 8 + p.slot, 'fine') * 100000 AS fine_fen,
       (c.closed_on + 26)::DATE AS pay_by, closing_known_at + INTERVAL 30 MINUTE AS _from, forever() AS _to
FROM _case c JOIN _party p USING (case_id) WHERE c.case_kind = '刑初' AND c.disposition = 'judgment' AND p.role = 'accused' AND c.cause_name NOT IN ('故意伤害罪', '交通肇事罪')

-- name: custody
-- Custody before judgment; its end is recorded with the judgment when the term is suspended.
WITH held AS (
    SELECT c.*, p.subject_id, p.slot, v.v, u(c.case_id, 'freed') < 0.3 AND c.closed_on IS NOT NULL AS freed,
           '上海市' || pick(getvariable('regions'), c.case_id, 'jail') || '区看守所' AS place
    FROM _case c JOIN _party p USING (case_id), (VALUES (1), (2)) v(v)
    WHERE c.case_kind = '刑初' AND p.role = 'accused' AND u(c.case_id * 8 + p.slot, 'custody') < 0.5
)
SELECT case_id * 100 + slot AS custody_id, case_id, subject_id, place, (filed_on - 60)::DATE AS from_on, CASE WHEN v = 2 THEN closed_on END AS to_on,
       CASE WHEN v = 1 THEN filed_at(filed_on, case_id) ELSE closing_known_at + INTERVAL 20 MINUTE END AS _from,
       CASE WHEN v = 1 AND freed THEN closing_known_at + INTERVAL 20 MINUTE ELSE forever() END AS _to
FROM held WHERE v = 1 OR freed

-- name: property_split
-- How spouses divide what they own, near halves.
WITH item AS (
    SELECT c.*, i.line, i.item, i.real_estate, i.holder_slot, (filed_on + floor(days * 0.7)::INT)::DATE AS proposed_on,
           (1 + whole(0, 60, case_id, i.item)) * 5000000 AS value_fen
    FROM _case c, (VALUES (1, '婚内房屋一套', true, 1), (2, '银行存款', false, 3), (3, '小型轿车一辆', false, 3)) i(line, item, real_estate, holder_slot)
    WHERE NOT planted AND case_kind = '民初' AND cause_name IN ('离婚纠纷', '离婚后财产纠纷', '同居关系析产纠纷') AND coalesce(disposition, 'judgment') IN ('judgment', 'mediation')
      AND u(case_id, 'has_property') < 0.5
)
SELECT case_id * 100 + line AS property_split_id, case_id, p.subject_id AS holder_subject_id, 'asset' AS kind, item, real_estate, false AS income_producing, value_fen,
       'none' AS reason, coalesce(disposition = 'mediation', false) AS agreed, proposed_on, at_time(proposed_on, 300) AS _from, forever() AS _to
FROM item JOIN _party p USING (case_id) WHERE p.slot = holder_slot AND proposed_on <= getvariable('last_day')

-- name: loan
-- Private loans sued for: one contract each, below the protected rate.
SELECT c.case_id * 100 + 1 AS loan_id, c.case_id, 'L' || md5('debt' || c.root) AS debt_key, c.amount_fen AS principal_fen,
       round(least(cap.cap_percent, 15) * u(c.root, 'rate'), 2) AS rate_percent, c.agreed_on, cap.cap_percent, 'K' || md5('contract' || c.root) AS contract_key,
       false AS interest_deducted, false AS assigned_by_bank, filed_at(c.filed_on, c.case_id) AS _from, forever() AS _to
FROM (SELECT *, (filed_on - whole(200, 900, root, 'agreed'))::DATE AS agreed_on FROM _case WHERE NOT planted AND cause_name = '民间借贷纠纷' AND case_kind IN ('民初', '诉前调')) c
ASOF JOIN _cap cap ON c.agreed_on >= cap.since

-- name: claim
-- What is asked in each civil suit; no two disputes ask the same.
SELECT case_id * 100 + 1 AS claim_id, case_id, 'C' || md5('claim' || case_id) AS claim_key, 'T' || md5('agreement' || coalesce(root, -case_id)) AS contract_key, amount_fen,
       false AS new_fact, false AS defect_cured, false AS court_advised_withdrawal, filed_at(filed_on, case_id) AS _from, forever() AS _to
FROM _case WHERE case_kind IN ('民初', '诉前调') AND NOT own_claim

-- name: punitive_claim
-- Buyers who ask for a multiple of the price, once each and within common quantities.
SELECT c.case_id * 100 + 1 AS punitive_claim_id, c.case_id, a.subject_id AS plaintiff_subject_id, b.subject_id AS seller_subject_id,
       'P' || lpad(whole(1, 400, c.root, 'product')::VARCHAR, 4, '0') AS product_code, pick(['白酒', '保健茶', '面霜', '火腿', '蜂蜜', '酸奶'], whole(1, 400, c.root, 'product'), 'product_name') AS product_name,
       whole(1, 4, c.root, 'quantity') AS quantity, greatest(1000, c.amount_fen // 11) AS price_fen, CASE WHEN u(c.root, 'multiple') < 0.6 THEN 10 ELSE 3 END AS multiple,
       (c.filed_on - 40)::DATE AS bought_on, 'Q' || md5('pleading' || c.root) AS pleading_key, false AS malicious_sign, filed_at(c.filed_on, c.case_id) AS _from, forever() AS _to
FROM _case c JOIN _party a ON a.case_id = c.case_id AND a.slot = 1 JOIN _party b ON b.case_id = c.case_id AND b.slot = 3
WHERE NOT c.planted AND c.case_kind = '民初' AND c.cause_name IN ('网络购物合同纠纷', '产品销售者责任纠纷')

-- name: product_norm
-- What other buyers take of each product.
SELECT i AS product_norm_id, 'P' || lpad(i::VARCHAR, 4, '0') AS product_code, whole(1, 3, i, 'median')::DOUBLE AS median_quantity,
       pick([180, 360, 540, 720], i, 'shelf') AS shelf_life_days, 0.2 + 0.1 * whole(0, 8, i, 'use') AS use_per_day, TIMESTAMP '2019-01-01' AS _from, forever() AS _to
FROM range(1, 401) t(i)

-- name: outside_prison
-- Sentences outside prison: asked, examined and drafted as the law wants.
WITH version AS (
    SELECT c.*, v.v, (filed_on + days // 3)::DATE AS opinion_on, (filed_on + floor(days * 0.9)::INT)::DATE AS drafted_on
    FROM _case c, (VALUES (1), (2), (3)) v(v) WHERE NOT planted AND case_kind = '刑更' AND sub_kind = '暂予监外执行'
)
SELECT case_id * 100 + 1 AS outside_prison_id, case_id, 'court' AS decided_by, CASE WHEN v > 1 THEN opinion_on END AS prosecutor_opinion_on, 'court' AS medical_by,
       true AS hospital_designated, CASE WHEN v = 3 THEN drafted_on END AS decision_drafted_on, true AS contents_complete, true AS signatures_match,
       CASE v WHEN 1 THEN filed_at(filed_on, case_id) WHEN 2 THEN at_time(opinion_on, 100) ELSE at_time(drafted_on, 400) END AS _from,
       CASE WHEN v = 1 AND happened(opinion_on) IS NOT NULL THEN at_time(opinion_on, 100) WHEN v = 2 AND happened(drafted_on) IS NOT NULL THEN at_time(drafted_on, 400) ELSE forever() END AS _to
FROM version WHERE CASE v WHEN 1 THEN filed_on WHEN 2 THEN opinion_on ELSE drafted_on END <= getvariable('last_day')

-- name: norm_validity
-- The laws and interpretations that have ended, as the law room lists them; an old act may still fall under them but for one interpretation.
SELECT line + 1 AS norm_validity_id, law, until AS until_on, successor, law NOT LIKE '%不正当竞争民事案件%' AS old_facts, TIMESTAMP '2019-01-01' AS _from, forever() AS _to FROM _statute
