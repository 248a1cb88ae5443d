-- name: ext_death
-- Deaths of people who have no case, and of people whose cases had all ended before; a part is reported months late.
WITH gone AS (
    SELECT subject_id, identity(subject_id) AS id_key, person_name(subject_id) AS name, (last_on + whole(40, 700, subject_id, 'died'))::DATE AS died_on
    FROM _subject WHERE kind = 'person' AND all_closed AND u(subject_id, 'dies') < 0.012
    UNION ALL
    SELECT 9500000000 + i, identity(9500000000 + i), person_name(9500000000 + i), (DATE '2019-01-10' + whole(0, 2500, i, 'died'))::DATE
    FROM range(1, 1 + getvariable('wanted') // 60) t(i)
), told AS (
    SELECT *, workday((died_on + CASE WHEN u(subject_id, 'told') < 0.2 THEN whole(40, 200, subject_id, 'late') ELSE whole(5, 30, subject_id, 'soon') END)::DATE) AS told_on FROM gone
)
SELECT subject_id * 10 + 1 AS death_record_id, id_key, name, died_on, CASE WHEN u(subject_id, 'revoked') < 0.01 THEN 'revoked' ELSE 'valid' END AS status,
       '市民政局' AS source_agency, told_on AS data_on, told_on AS fetched_on, at_time(told_on, 300) AS _from, forever() AS _to
FROM told WHERE told_on <= getvariable('last_day')

-- name: ext_population
-- Living people as the population register has them.
SELECT subject_id * 10 + 1 AS population_record_id, identity(subject_id) AS id_key, person_name(subject_id) AS name, 'alive' AS status,
       '市公安局' AS source_agency, first_on AS data_on, first_on AS fetched_on, filed_at(first_on, first_case_id) AS _from, forever() AS _to
FROM _subject WHERE kind = 'person' AND NOT u(subject_id, 'dies') < 0.012 AND u(subject_id, 'in_population') < 0.15

-- name: ext_company
-- Firms as the company register has them: active at first; some leave it after their cases have ended.
WITH firm AS (
    SELECT *, all_closed AND u(subject_id, 'leaves') < 0.06 AS leaves, u(subject_id, 'revoked') < 0.02 AS revoked,
           (last_on + whole(60, 500, subject_id, 'left'))::DATE AS left_on
    FROM _subject WHERE kind = 'company'
), told AS (
    SELECT *, workday((left_on + whole(2, 50, subject_id, 'told'))::DATE) AS told_on FROM firm
), version AS (
    SELECT *, coalesce(leaves OR revoked, false) AND told_on <= getvariable('last_day') AS changes FROM told, (VALUES (1), (2)) v(v)
)
SELECT subject_id * 10 + 1 AS company_record_id, identity(subject_id) AS id_key, n.name, CASE WHEN v = 1 THEN 'active' WHEN leaves THEN 'deregistered' ELSE 'revoked' END AS status,
       CASE WHEN v = 2 AND leaves THEN left_on END AS deregistered_on, CASE WHEN v = 2 AND NOT leaves THEN left_on END AS revoked_on,
       CASE WHEN v = 2 AND leaves THEN u(subject_id, 'simplified') < 0.5 ELSE false END AS simplified, subject_id < 5000 AS branch,
       CASE WHEN v = 2 AND leaves THEN u(subject_id, 'liquidation') < 0.7 END AS liquidation_filed, NULL::DATE AS restored_on, '市市场监督管理局' AS source_agency,
       CASE WHEN v = 1 THEN first_on ELSE told_on END AS data_on, CASE WHEN v = 1 THEN first_on ELSE told_on END AS fetched_on,
       CASE WHEN v = 1 THEN filed_at(first_on, first_case_id) ELSE at_time(told_on, 310) END AS _from, CASE WHEN v = 1 AND changes THEN at_time(told_on, 310) ELSE forever() END AS _to
FROM version LEFT JOIN _name n USING (subject_id) WHERE v = 1 OR changes

-- name: ext_company_change
-- Changes of firms.
SELECT subject_id * 10 + 1 AS company_change_record_id, identity(subject_id) AS id_key, '法定代表人' AS item, person_name(-subject_id - 7) AS before, person_name(-subject_id) AS after,
       (first_on - 300)::DATE AS changed_on, '市市场监督管理局' AS source_agency, first_on AS data_on, first_on AS fetched_on, filed_at(first_on, first_case_id) AS _from, forever() AS _to
FROM _subject WHERE kind = 'company' AND u(subject_id, 'changes') < 0.1

-- name: ext_bankruptcy
-- Firms in bankruptcy; in the background, those against whom nothing else goes on.
SELECT c.case_id * 10 + 1 AS bankruptcy_record_id, identity(p.subject_id) AS id_key, n.name, c.court_id, pick(getvariable('firms'), c.case_id, 'manager') AS manager, c.filed_on AS accepted_on,
       CASE WHEN c.closed_on IS NULL THEN '审理中' ELSE '终结' END AS status, '市高级人民法院' AS source_agency, c.filed_on AS data_on, c.filed_on AS fetched_on, at_time(c.filed_on, 400) AS _from, forever() AS _to
FROM _case c JOIN _party p ON p.case_id = c.case_id AND p.slot = 3 LEFT JOIN _name n USING (subject_id) WHERE c.case_kind = '破'
  AND (c.planted OR NOT EXISTS (SELECT 1 FROM _party q JOIN _case d USING (case_id)
                                WHERE q.subject_id = p.subject_id AND d.case_id <> c.case_id AND (q.role = 'debtor' OR d.closed_on IS NULL OR d.closed_on >= c.filed_on)))

-- name: ext_prisoner
-- People serving a sentence.
SELECT c.case_id * 10 + 1 AS prisoner_record_id, identity(p.subject_id) AS id_key, n.name, '上海市' || pick(['提篮桥', '青浦', '宝山', '南汇', '四岔河'], c.case_id, 'prison') || '监狱' AS prison,
       (c.filed_on - 700)::DATE AS from_on, (c.filed_on + 900)::DATE AS to_on, '市监狱管理局' AS source_agency, c.filed_on AS data_on, c.filed_on AS fetched_on, filed_at(c.filed_on, c.case_id) AS _from, forever() AS _to
FROM _case c JOIN _party p ON p.case_id = c.case_id AND p.role = 'convict' JOIN _name n USING (subject_id) WHERE NOT c.planted

-- name: ext_housing_fund
-- Housing funds of people.
SELECT subject_id * 10 + 1 AS housing_fund_record_id, identity(subject_id) AS id_key, whole(0, 300000, subject_id, 'fund') * 100 AS balance_fen, '正常' AS status,
       '市公积金管理中心' AS source_agency, first_on AS data_on, first_on AS fetched_on, at_time(first_on, 430) AS _from, forever() AS _to
FROM _subject WHERE kind = 'person' AND subject_id NOT IN (SELECT subject_id FROM _party WHERE role = 'debtor') AND u(subject_id, 'has_fund') < 0.03

-- name: ext_pension
-- Pensions of old people.
SELECT subject_id * 10 + 1 AS pension_record_id, identity(subject_id) AS id_key, whole(2500, 9000, subject_id, 'pension') * 100 AS month_fen, (first_on - 1000)::DATE AS since_on, '发放中' AS status,
       '市人力资源和社会保障局' AS source_agency, first_on AS data_on, first_on AS fetched_on, at_time(first_on, 431) AS _from, forever() AS _to
FROM _subject WHERE kind = 'person' AND subject_id NOT IN (SELECT subject_id FROM _party WHERE role = 'debtor') AND u(subject_id, 'has_pension') < 0.02

-- name: ext_medical_pay
-- Payments of the medical fund for people hurt.
SELECT c.case_id * 10 + 1 AS medical_pay_record_id, identity(p.subject_id) AS id_key, whole(800, 90000, c.case_id, 'medical') * 100 AS fund_fen, (c.filed_on - 90)::DATE AS paid_on,
       '市医疗保障局' AS source_agency, c.filed_on AS data_on, c.filed_on AS fetched_on, at_time(c.filed_on, 432) AS _from, forever() AS _to
FROM _case c JOIN _party p ON p.case_id = c.case_id AND p.slot = 1 WHERE c.cause_name = '机动车交通事故责任纠纷' AND c.case_kind = '民初' AND u(c.case_id, 'fund_paid') < 0.4

-- name: ext_prepaid_card
-- Firms that sell prepaid cards.
SELECT subject_id * 10 + 1 AS prepaid_card_record_id, identity(subject_id) AS id_key, n.name, true AS registered, whole(1, 900, subject_id, 'prepaid') * 1000000 AS balance_fen,
       '市商务委员会' AS source_agency, first_on AS data_on, first_on AS fetched_on, at_time(first_on, 433) AS _from, forever() AS _to
FROM _subject JOIN _name n USING (subject_id) WHERE _subject.kind = 'company' AND subject_id BETWEEN 20000000 AND 29999999 AND u(subject_id, 'cards') < 0.02

-- name: ext_marriage
-- Marriages of people who ask for divorce.
SELECT c.case_id * 10 + 1 AS marriage_record_id, identity(a.subject_id) AS id_key, identity(b.subject_id) AS spouse_id_key, '结婚' AS kind, (c.filed_on - whole(400, 9000, c.case_id, 'married'))::DATE AS registered_on,
       '市民政局' AS source_agency, c.filed_on AS data_on, c.filed_on AS fetched_on, filed_at(c.filed_on, c.case_id) AS _from, forever() AS _to
FROM _case c JOIN _party a ON a.case_id = c.case_id AND a.slot = 1 JOIN _party b ON b.case_id = c.case_id AND b.slot = 3
WHERE NOT c.planted AND c.cause_name = '离婚纠纷' AND c.case_kind = '民初'

-- name: ext_real_estate
-- Houses of people.
SELECT subject_id * 10 + 1 AS real_estate_record_id, identity(subject_id) AS id_key, 'H' || substr(md5('house' || subject_id), 1, 12) AS house_key, whole(150, 1500, subject_id, 'house') * 1000000 AS value_fen,
       (first_on - whole(300, 4000, subject_id, 'bought'))::DATE AS registered_on, CASE WHEN u(subject_id, 'sold') < 0.1 THEN (first_on - 30)::DATE END AS transferred_on, '市不动产登记局' AS source_agency, first_on AS data_on, first_on AS fetched_on, at_time(first_on, 434) AS _from, forever() AS _to
FROM _subject WHERE kind = 'person' AND u(subject_id, 'has_house') < 0.04

-- name: ext_vehicle
-- Cars of people.
SELECT subject_id * 10 + 1 AS vehicle_record_id, identity(subject_id) AS id_key, 'V' || substr(md5('car' || subject_id), 1, 10) AS plate_key, (first_on - whole(100, 3000, subject_id, 'car'))::DATE AS registered_on,
       '市公安局' AS source_agency, first_on AS data_on, first_on AS fetched_on, at_time(first_on, 435) AS _from, forever() AS _to
FROM _subject WHERE kind = 'person' AND u(subject_id, 'has_car') < 0.04

-- name: ext_tax
-- Income that people declared.
SELECT subject_id * 10 + 1 AS tax_record_id, identity(subject_id) AS id_key, year(first_on) - 1 AS year, whole(20, 600, subject_id, 'income') * 100000 AS income_fen,
       '市税务局' AS source_agency, first_on AS data_on, first_on AS fetched_on, at_time(first_on, 436) AS _from, forever() AS _to
FROM _subject WHERE kind = 'person' AND u(subject_id, 'has_tax') < 0.03

-- name: ext_correction
-- People under community correction.
SELECT c.case_id * 10 + 1 AS correction_record_id, identity(p.subject_id) AS id_key, pick(getvariable('regions'), p.subject_id, 'place') || '区司法局' AS place, (c.closed_on + 16)::DATE AS from_on, (c.closed_on + 16 + 365)::DATE AS to_on,
       '市司法局' AS source_agency, (c.closed_on + 20)::DATE AS data_on, (c.closed_on + 20)::DATE AS fetched_on, at_time((c.closed_on + 20)::DATE, 437) AS _from, forever() AS _to
FROM _case c JOIN _party p ON p.case_id = c.case_id AND p.slot = 3 WHERE c.case_kind = '刑初' AND c.disposition = 'judgment' AND u(c.case_id, 'corrected') < 0.3 AND c.closed_on + 20 <= getvariable('last_day')

-- name: ext_fin_licence
-- Bodies that may lend or guarantee.
SELECT subject_id * 10 + 1 AS fin_licence_record_id, identity(subject_id) AS id_key, n.name, CASE WHEN subject_id < 2000 THEN '银行' ELSE '融资担保' END AS licence, DATE '2015-01-01' AS from_on, NULL::DATE AS to_on,
       '市地方金融管理局' AS source_agency, DATE '2018-12-31' AS data_on, DATE '2018-12-31' AS fetched_on, TIMESTAMP '2018-12-31' AS _from, forever() AS _to
FROM _subject JOIN _name n USING (subject_id) WHERE subject_id BETWEEN 1000 AND 1999 OR subject_id BETWEEN 4000 AND 4999

-- name: ext_public_rental
-- Public rental flats.
SELECT subject_id * 10 + 1 AS public_rental_record_id, identity(subject_id) AS id_key, 'H' || substr(md5('flat' || subject_id), 1, 12) AS house_key, '公共租赁住房' AS kind, (first_on + 1500)::DATE AS ban_until,
       '市住房保障局' AS source_agency, first_on AS data_on, first_on AS fetched_on, at_time(first_on, 438) AS _from, forever() AS _to
FROM _subject WHERE kind = 'person' AND u(subject_id, 'flat') < 0.005

-- name: ext_rural_asset
-- Contracts over rural collective assets.
SELECT subject_id * 10 + 1 AS rural_asset_record_id, identity(subject_id) AS id_key, 'R' || subject_id % 99991 AS contract_number, whole(10, 900, subject_id, 'rent') * 100000 AS rent_fen, 30 + 0.1 * whole(0, 500, subject_id, 'average') AS average_rent,
       '市农业农村委员会' AS source_agency, first_on AS data_on, first_on AS fetched_on, at_time(first_on, 439) AS _from, forever() AS _to
FROM _subject WHERE kind = 'company' AND u(subject_id, 'rural') < 0.01

-- name: relation
-- Spouses until their divorce, and owners of debtor firms since before the data; never people who lend or are paid.
WITH marriage AS (
    SELECT c.*, a.subject_id AS a_subject_id, b.subject_id AS b_subject_id, v.v, coalesce(disposition = 'mediation', false) AS divorced
    FROM _case c JOIN _party a ON a.case_id = c.case_id AND a.slot = 1 JOIN _party b ON b.case_id = c.case_id AND b.slot = 3, (VALUES (1), (2)) v(v)
    WHERE NOT c.planted AND c.cause_name = '离婚纠纷' AND c.case_kind = '民初'
)
SELECT case_id * 10 + 1 AS relation_id, a_subject_id, b_subject_id, 'spouse' AS kind, (filed_on - whole(400, 9000, case_id, 'married'))::DATE AS from_on,
       CASE WHEN v = 2 THEN closed_on END AS to_on, '市民政局' AS source_agency, filed_on AS data_on, filed_on AS fetched_on,
       CASE WHEN v = 1 THEN filed_at(filed_on, case_id) ELSE closing_known_at + INTERVAL 20 MINUTE END AS _from,
       CASE WHEN v = 1 AND divorced THEN closing_known_at + INTERVAL 20 MINUTE ELSE forever() END AS _to
FROM marriage WHERE v = 1 OR divorced
UNION ALL
SELECT subject_id * 10 + 2, 40000000 + subject_id % 1000, subject_id, CASE WHEN u(subject_id, 'owner') < 0.6 THEN 'legal_representative' ELSE 'shareholder' END, least(first_on - 900, DATE '2018-06-29')::DATE, NULL, '市市场监督管理局', first_on, first_on,
       filed_at(first_on, first_case_id), forever()
FROM _subject WHERE subject_id BETWEEN 20000000 AND 29999999 AND u(subject_id, 'owned') < 0.3 AND 40000000 + subject_id % 1000 IN (SELECT subject_id FROM _subject)
