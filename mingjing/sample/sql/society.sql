-- name: price_pair
-- Prices of the background: what is written is what was paid, or nearly so.
SELECT c.case_id * 100 + 1 AS price_pair_id, c.case_id, a.subject_id, CASE c.cause_name WHEN '房屋买卖合同纠纷' THEN 'house' WHEN '股权转让纠纷' THEN 'share' ELSE 'pay' END AS kind,
       c.amount_fen AS written_fen, c.amount_fen + c.amount_fen // whole(20, 90, c.case_id, 'extra') AS actual_fen, 'statement' AS source, filed_at(c.filed_on, c.case_id) AS _from, forever() AS _to
FROM _case c JOIN _party a ON a.case_id = c.case_id AND a.slot = 1
WHERE NOT c.planted AND c.case_kind = '民初' AND c.cause_name IN ('房屋买卖合同纠纷', '股权转让纠纷', '追索劳动报酬纠纷') AND c.amount_fen > 0

-- name: collective_contract
-- Houses of village collectives let as the village assembly decided.
SELECT case_id * 100 + 1 AS collective_contract_id, case_id, 'RB' || case_id AS contract_number, 'lease' AS kind, whole(1, 30, case_id, 'area')::DOUBLE AS area,
       signed_on, whole(12, 120, case_id, 'term') AS term_months, 'recorded' AS meeting, true AS tender_required, true AS tendered, filed_at(filed_on, case_id) AS _from, forever() AS _to
FROM (SELECT *, (filed_on - whole(200, 1500, case_id, 'signed'))::DATE AS signed_on FROM _case)
WHERE NOT planted AND case_kind = '民初' AND cause_name = '房屋租赁合同纠纷' AND u(case_id, 'collective') < 0.2

-- name: land_transfer
-- Farmland let within the contract of the household, filed with the collective and farmed.
SELECT case_id * 100 + 2 AS land_transfer_id, case_id, whole(1, 9, case_id, 'village') || '村' AS village, whole(1, 4, case_id, 'households') AS households, 'LB' || case_id AS contract_number,
       (filed_on - 700)::DATE AS starts_on, (filed_on + 900)::DATE AS ends_on, (filed_on + 2000)::DATE AS contract_ends_on, 'farm' AS land_use, true AS filed, filed_at(filed_on, case_id) AS _from, forever() AS _to
FROM _case WHERE NOT planted AND case_kind = '民初' AND cause_name = '房屋租赁合同纠纷' AND u(case_id, 'farmland') < 0.1
