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

-- name: methadone_source
-- Convicts of other offences of whom the papers only say that they were in treatment.
SELECT c.case_id * 100 + p.slot AS methadone_source_id, c.case_id, p.subject_id, false AS methadone, pick(['treatment', 'mention'], c.case_id, 'methadone') AS origin, filed_at(c.filed_on, c.case_id) AS _from, forever() AS _to
FROM _case c JOIN _party p USING (case_id) WHERE NOT c.planted AND c.case_kind = '刑初' AND p.role = 'accused' AND u(c.case_id, 'methadone') < 0.05

-- name: ext_clinic
-- Clinics of maintenance treatment.
SELECT i AS clinic_record_id, 'M' || lpad(i::VARCHAR, 2, '0') AS clinic_code, pick(getvariable('regions'), i, 'clinic') || '区药物维持治疗门诊' AS name, pick(getvariable('regions'), i, 'clinic') || '区' AS district,
       '市卫生健康委员会' AS source_agency, DATE '2018-12-31' AS data_on, DATE '2018-12-31' AS fetched_on, TIMESTAMP '2018-12-31' AS _from, forever() AS _to
FROM range(1, 16) t(i)

-- name: ext_operating_asset
-- Licences, land and orders of firms that owe nothing in enforcement.
SELECT subject_id * 10 + 1 AS operating_asset_record_id, identity(subject_id) AS id_key, pick(['patent', 'licence', 'land', 'brand', 'order', 'tender'], subject_id, 'asset') AS kind, (first_on - 800)::DATE AS from_on,
       '市市场监督管理局' AS source_agency, first_on AS data_on, first_on AS fetched_on, at_time(first_on, 440) AS _from, forever() AS _to
FROM _subject WHERE kind = 'company' AND subject_id NOT IN (SELECT subject_id FROM _party WHERE role = 'debtor') AND u(subject_id, 'asset') < 0.05

-- name: ext_invoice_sales
-- What such firms sold in the month before their first case.
SELECT subject_id * 10 + 1 AS invoice_sales_record_id, identity(subject_id) AS id_key, date_trunc('month', first_on)::DATE AS month_on, whole(10, 9000, subject_id, 'sales') * 100000 AS sales_fen,
       '市税务局' AS source_agency, first_on AS data_on, first_on AS fetched_on, at_time(first_on, 441) AS _from, forever() AS _to
FROM _subject WHERE kind = 'company' AND subject_id NOT IN (SELECT subject_id FROM _party WHERE role = 'debtor') AND u(subject_id, 'sales') < 0.05

-- name: minor_in_case
-- Children of those who quarrel over their keep: heard before the hearing, which is not public.
SELECT c.case_id * 100 + 1 AS minor_in_case_id, c.case_id, 'child' AS part, (c.filed_on - whole(800, 6000, c.case_id, 'child'))::DATE AS born_on, 'custody' AS matter, c.filed_on AS heard_on,
       happened((c.filed_on + c.days // 2)::DATE) AS hearing_on, false AS open_hearing, filed_at(c.filed_on, c.case_id) AS _from, forever() AS _to
FROM _case c WHERE NOT c.planted AND c.case_kind = '民初' AND c.cause_name IN ('抚养费纠纷', '离婚纠纷') AND u(c.case_id, 'child') < 0.4

-- name: securities_fact
-- Suits over statements of companies that are not listed.
SELECT c.case_id * 100 + 1 AS securities_fact_id, c.case_id, p.subject_id, 'false_statement' AS kind, whole(1, 40, c.case_id, 'plaintiffs') AS plaintiffs, false AS representative, filed_at(c.filed_on, c.case_id) AS _from, forever() AS _to
FROM _case c JOIN _party p ON p.case_id = c.case_id AND p.slot = 3 WHERE NOT c.planted AND c.case_kind = '民初' AND c.cause_name = '证券虚假陈述责任纠纷'

-- name: ext_listed
-- Listed companies, some of them banks that sue and are not sued.
SELECT i AS listed_record_id, identity(CASE WHEN i <= 20 THEN 999 + i ELSE 9600000000 + i END) AS id_key, (600000 + i)::VARCHAR AS stock_code, 'listed' AS status, 1000000000000 * whole(1, 90, i, 'net_assets')::BIGINT AS net_assets_fen,
       DATE '2025-09-30' AS period_on, '证监局' AS source_agency, DATE '2025-10-31' AS data_on, DATE '2025-10-31' AS fetched_on, TIMESTAMP '2025-11-01' AS _from, forever() AS _to
FROM range(1, 201) t(i)

-- name: ext_listed_officer
-- Their directors, who have no cases.
SELECT i AS listed_officer_record_id, identity(9700000000 + i) AS id_key, identity(9600000000 + i // 4) AS company_id_key, 'executive' AS post, DATE '2019-06-30' AS from_on,
       '证监局' AS source_agency, DATE '2025-10-31' AS data_on, DATE '2025-10-31' AS fetched_on, TIMESTAMP '2025-11-01' AS _from, forever() AS _to
FROM range(100, 800) t(i)
