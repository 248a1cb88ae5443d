-- name: milestone_event
-- The milestones of each case along its flow, between filing and closing; payouts besides. A few are recorded days late.
WITH passage AS (
    SELECT c.case_id, f.milestone, f.ord, (c.filed_on + floor(c.days * f.fraction)::INT)::DATE AS passed_on
    FROM _case c JOIN _flow f USING (flow)
    WHERE (f.only IS NULL OR f.only = c.disposition OR (f.milestone = 'C18' AND c.closed_on IS NULL AND (c.planted OR u(c.case_id, 'tries') < 0.3))) AND (f.probability >= 1 OR u(c.case_id, f.milestone) < f.probability)
      AND (f.fraction < 1 OR c.closed_on IS NOT NULL) AND c.filed_on + floor(c.days * f.fraction)::INT <= getvariable('last_day')
    UNION ALL
    SELECT case_id, 'E30', 15, pays_on FROM _enforced WHERE paid_fen > 0 AND happened(pays_on) IS NOT NULL
    UNION ALL
    SELECT case_id, 'E30', 15, coalesce(paid_out_on, (planned_on + 1)::DATE)
    FROM _plant_money_out SEMI JOIN (FROM _case WHERE case_kind IN ('执', '执恢')) USING (case_id) WHERE _to = forever()
), timed AS (
    SELECT *, at_time(passed_on, ord * 24 + floor(u(case_id, milestone || 'at') * 18)) AS passed_at FROM passage
)
SELECT case_id * 100 + ord AS milestone_event_id, case_id, milestone, passed_at,
       CASE WHEN u(case_id, milestone || 'late') < 0.01 AND ord BETWEEN 5 AND 19
            THEN least(passed_at + to_days(whole(1, 5, case_id, 'late_by')), getvariable('last_day')::TIMESTAMP + INTERVAL 10 HOUR) ELSE passed_at END AS _from,
       forever() AS _to
FROM timed

-- name: hearing
-- Sessions: first planned, later held; a few are put off and held again.
WITH session AS (
    SELECT c.*, s.round, v.v, (filed_on + floor(days * 0.35)::INT)::DATE AS fixed_on,
           CASE s.round WHEN 1 THEN workday((filed_on + floor(days * 0.65)::INT)::DATE) ELSE workday((filed_on + floor(days * 0.75)::INT + 2)::DATE) END AS planned_on,
           u(case_id, 'adjourned') < 0.08 AS adjourned
    FROM _case c, (VALUES (1), (2)) s(round), (VALUES (1), (2)) v(v)
    WHERE flow IN ('O', 'S', 'M', 'CO', 'CF', 'AD', 'A2', 'CK') AND u(case_id, 'C15') < 0.85 AND days > 10
), timed AS (
    SELECT *, planned_on <= getvariable('last_day') AND planned_on <= coalesce(closed_on, planned_on) AS over FROM session WHERE round = 1 OR adjourned
)
SELECT case_id * 100 + round AS hearing_id, case_id, round, planned_on,
       CASE WHEN v = 2 AND NOT (round = 1 AND adjourned) THEN planned_on END AS held_on,
       CASE WHEN u(case_id, 'online') < 0.25 THEN 'online' ELSE 'court' END AS mode,
       CASE WHEN v = 2 THEN CASE WHEN round = 1 AND adjourned THEN 'adjourned' ELSE 'held' END END AS result,
       CASE WHEN v = 1 THEN at_time(fixed_on, 400) ELSE at_time(planned_on, 450) END AS _from,
       CASE WHEN v = 1 AND over THEN at_time(planned_on, 450) ELSE forever() END AS _to
FROM timed WHERE fixed_on < planned_on AND fixed_on <= getvariable('last_day') AND (v = 1 OR over)

-- name: service_of_process
-- Service of the first papers on the other side.
WITH sent AS (
    SELECT p.case_id, p.slot, c.filed_on, c.days, (c.filed_on + floor(c.days * 0.1)::INT)::DATE AS sent_on,
           u(p.case_id * 8 + p.slot, 'method') AS how, u(p.case_id * 8 + p.slot, 'served') AS outcome
    FROM _party p JOIN _case c USING (case_id) ANTI JOIN _plant_service_of_process USING (case_id)
    WHERE p.side = 'B' AND c.flow IN ('O', 'S', 'M', 'AD', 'CO', 'A2', 'EX') AND c.filed_on + floor(c.days * 0.1)::INT <= getvariable('last_day')
)
SELECT case_id * 100 + slot AS service_id, case_id, case_id * 100 + slot AS party_id, '起诉状副本、应诉通知书' AS document_name,
       CASE WHEN how < 0.45 THEN 'electronic' WHEN how < 0.85 THEN 'post' WHEN how < 0.93 THEN 'direct' WHEN how < 0.95 THEN 'left' ELSE 'notice' END AS method,
       sent_on, CASE WHEN outcome < 0.85 THEN happened((sent_on + least(days // 5, 4))::DATE) END AS served_on,
       CASE WHEN outcome < 0.85 THEN CASE WHEN happened((sent_on + least(days // 5, 4))::DATE) IS NOT NULL THEN 'served' END
            WHEN outcome < 0.95 THEN 'failed' ELSE 'moved' END AS result,
       at_time(least(getvariable('last_day'), (sent_on + least(days // 5, 4))::DATE), 520) AS _from, forever() AS _to
FROM sent

-- name: preservation
-- Property secured for a suit.
SELECT c.case_id * 100 + 1 AS preservation_id, c.case_id, p.subject_id, CASE WHEN u(c.case_id, 'frozen') < 0.7 THEN 'freezing' ELSE 'seal_up' END AS kind,
       CASE WHEN u(c.case_id, 'frozen') < 0.7 THEN '银行存款' ELSE '房屋' END AS object, c.amount_fen,
       (c.filed_on + c.days // 8)::DATE AS from_on, (c.filed_on + c.days // 8 + CASE WHEN u(c.case_id, 'frozen') < 0.7 THEN 365 ELSE 1095 END)::DATE AS to_on,
       CASE WHEN c.disposition IN ('withdrawn', 'mediation') THEN c.closed_on END AS released_on,
       CASE WHEN v.v = 1 THEN known_late((c.filed_on + c.days // 8)::DATE, c.case_id, 'secured', 0.05, 4) ELSE at_time(c.closed_on, 530) + INTERVAL 12 HOUR + to_days(6) END AS _from,
       CASE WHEN v.v = 1 AND c.disposition IN ('withdrawn', 'mediation') AND c.closed_on + 8 <= getvariable('last_day')
            THEN at_time(c.closed_on, 530) + INTERVAL 12 HOUR + to_days(6) ELSE forever() END AS _to
FROM _case c JOIN _party p ON p.case_id = c.case_id AND p.slot = 3, (VALUES (1), (2)) v(v)
WHERE NOT c.planted AND c.case_kind IN ('民初', '财保', '执保') AND c.amount_fen > 3000000 AND u(c.case_id, 'secures') < 0.1
  AND c.filed_on + c.days // 8 <= getvariable('last_day')
  AND (v.v = 1 OR (c.disposition IN ('withdrawn', 'mediation') AND c.closed_on + 8 <= getvariable('last_day')))

-- name: public_notice
-- Notices to parties who cannot be found.
SELECT s.case_id * 100 + 1 AS notice_id, s.case_id, '公告送达起诉状副本及开庭传票' AS subject_matter,
       (filed_on + 5)::DATE AS published_on, (filed_on + 35)::DATE AS ends_on, at_time((filed_on + 5)::DATE, 100) AS _from, forever() AS _to
FROM _case s WHERE flow = 'O' AND days > 60 AND u(case_id, 'notice') < 0.06 AND filed_on + 5 <= getvariable('last_day')

-- name: appraisal
-- Opinions asked of experts: when sent, and when they came back, within the days that the commission names.
WITH sent AS (
    SELECT c.*, v.v, (filed_on + floor(days * 0.3)::INT)::DATE AS sent_on, (filed_on + floor(days * 0.5)::INT)::DATE AS back_on,
           CASE WHEN amount_fen >= 1000000 THEN amount_fen END AS disputed_fen, u(case_id, 'returned') < 0.05 AS returned
    FROM _case c, (VALUES (1), (2)) v(v) WHERE flow = 'O' AND days > 60 AND u(case_id, 'C10') < 0.08
)
SELECT case_id * 100 + 1 AS appraisal_id, case_id, CASE WHEN cause_name LIKE '%事故%' THEN '伤残等级' ELSE '工程造价' END AS item,
       '上海' || pick(getvariable('trade_names'), case_id, 'agency') || '司法鉴定所' AS agency, (sent_on - 7)::DATE AS decided_on, sent_on,
       greatest(sent_on + 42, back_on + 5)::DATE AS due_on, CASE WHEN v = 2 THEN back_on END AS back_on,
       least(whole(15, 300, case_id, 'cost') * 10000, coalesce(disputed_fen // 5, 300000)) AS cost_fen, disputed_fen,
       CASE WHEN v = 2 AND returned THEN '鉴定材料不足' END AS returned_reason, true AS due_stated, days > 200 AS complex, 0 AS extension_count,
       CASE WHEN v = 2 AND returned THEN 1 ELSE 0 END AS return_count, sent_on AS materials_on, (sent_on - 2)::DATE AS crossed_on, false AS needless,
       false AS repeat_without_ground, false AS worked_for_party, true AS undertaking, false AS applicant_unpaid,
       at_time(CASE WHEN v = 1 THEN sent_on ELSE back_on END, 60) AS _from,
       CASE WHEN v = 1 AND back_on <= getvariable('last_day') THEN at_time(back_on, 60) ELSE forever() END AS _to
FROM sent WHERE CASE WHEN v = 1 THEN sent_on ELSE back_on END <= getvariable('last_day')

-- name: deadline
-- The time limit of each case, and the new one after an extension.
SELECT case_id * 100 + 1 AS deadline_id, case_id,
       CASE WHEN flow = 'O' THEN 'L01' WHEN flow = 'S' THEN 'L02' WHEN flow = 'M' THEN 'L03' WHEN flow = 'A2' THEN 'L04' WHEN flow = 'CO' THEN 'L11'
            WHEN flow = 'CF' THEN 'L13' WHEN flow = 'C2' THEN 'L14' WHEN flow = 'CK' THEN 'L16' WHEN flow = 'AD' THEN 'L17' WHEN flow = 'EX' THEN 'L20' ELSE 'L25' END AS rule,
       (filed_on + 1)::DATE AS starts_on, CASE WHEN v.v = 1 THEN limit_base ELSE extended_to END AS due_on,
       CASE WHEN v.v = 1 THEN filed_at(filed_on, case_id) ELSE at_time((limit_base - 5)::DATE, 90) END AS _from,
       CASE WHEN v.v = 1 AND extended_to IS NOT NULL AND limit_base - 5 <= getvariable('last_day') THEN at_time((limit_base - 5)::DATE, 90) ELSE forever() END AS _to
FROM _case, (VALUES (1), (2)) v(v)
WHERE (v.v = 1 OR (extended_to IS NOT NULL AND limit_base - 5 <= getvariable('last_day'))) AND flow NOT IN ('PT', 'PO', 'JC')

-- name: deduction
-- Periods that do not count, for opinions of experts.
SELECT case_id * 100 + 1 AS deduction_id, case_id, '鉴定' AS reason, (filed_on + floor(days * 0.3)::INT)::DATE AS from_on,
       (filed_on + floor(days * 0.5)::INT)::DATE AS to_on, at_time((filed_on + floor(days * 0.5)::INT)::DATE, 70) AS _from, forever() AS _to
FROM _case WHERE flow = 'O' AND days > 60 AND u(case_id, 'C10') < 0.08 AND filed_on + floor(days * 0.5)::INT <= getvariable('last_day')

-- name: extension
-- Extensions approved before the limit ran out.
SELECT case_id * 100 + 1 AS extension_id, case_id, greatest(filed_on, limit_base - 12)::DATE AS asked_on, (limit_base - 5)::DATE AS approved_on, extended_to,
       at_time((limit_base - 5)::DATE, 80) AS _from, forever() AS _to
FROM _case WHERE extended_to IS NOT NULL AND limit_base - 5 <= getvariable('last_day')

-- name: fee
-- Fees of suits and of enforcement; half is given back after a withdrawal.
WITH due AS (
    SELECT c.*, v.v, p.subject_id, CASE WHEN amount_fen IS NULL THEN 20000 WHEN amount_fen <= 1000000 THEN 5000
               WHEN amount_fen <= 10000000 THEN 5000 + (amount_fen - 1000000) // 40 ELSE 230000 + (amount_fen - 10000000) // 100 END
           // CASE WHEN procedure IN ('simple', 'small') THEN 2 ELSE 1 END AS due_fen,
           disposition = 'withdrawn' AND closed_on + 9 <= getvariable('last_day') AS refunded
    FROM _case c JOIN _party p ON p.case_id = c.case_id AND p.slot = 1, (VALUES (1), (2)) v(v)
    WHERE case_kind IN ('民初', '民终', '行初', '执')
)
SELECT case_id * 100 + 1 AS fee_id, case_id, CASE case_kind WHEN '执' THEN 'enforcement' ELSE 'acceptance' END AS kind, subject_id AS payer_subject_id,
       due_fen, CASE WHEN case_kind = '执' THEN 0 ELSE due_fen END AS paid_fen, CASE WHEN v = 2 THEN due_fen // 2 ELSE 0 END AS refunded_fen, (filed_on + 7)::DATE AS due_on,
       CASE WHEN v = 1 THEN filed_at(filed_on, case_id) ELSE at_time((closed_on + 9)::DATE, 90) END AS _from,
       CASE WHEN v = 1 AND refunded THEN at_time((closed_on + 9)::DATE, 90) ELSE forever() END AS _to
FROM due WHERE v = 1 OR refunded

-- name: jurisdiction_event
-- Objections and single transfers, each dispute with its own key; the other court takes a case up within days.
WITH event AS (
    SELECT *, CASE WHEN disposition = 'transferred' THEN closed_on ELSE (filed_on + days // 3)::DATE END AS ruled_on
    FROM _case WHERE NOT planted AND case_kind = '民初' AND (disposition = 'transferred' OR (flow = 'O' AND u(case_id, 'objects_court') < 0.05))
), version AS (
    SELECT *, known_late(ruled_on, case_id, 'ruled', 0.05, 4) AS ruled_at, at_time((ruled_on + 12)::DATE, 80) AS taken_at,
           disposition = 'transferred' AND ruled_on + 12 <= getvariable('last_day') AS taken
    FROM event, (VALUES (1), (2)) v(v) WHERE ruled_on <= getvariable('last_day')
)
SELECT case_id * 100 + 1 AS jurisdiction_event_id, case_id, CASE WHEN disposition = 'transferred' THEN 'transfer' ELSE 'objection' END AS kind,
       court_id AS from_court_id, CASE WHEN disposition = 'transferred' THEN 8 + (court_id + 5) % 16 END AS to_court_id,
       'D' || md5('dispute' || case_id) AS dispute_key, ruled_on, ruled_on AS effective_on, CASE WHEN disposition = 'transferred' THEN ruled_on END AS sent_on,
       CASE WHEN v = 2 THEN (ruled_on + 9)::DATE END AS received_on, CASE WHEN v = 2 THEN (ruled_on + 11)::DATE END AS filed_on, false AS reported_up,
       CASE WHEN disposition = 'transferred' THEN '被告住所地不在本院辖区' ELSE '约定管辖' END AS reason,
       CASE WHEN v = 1 THEN ruled_at ELSE taken_at END AS _from, CASE WHEN v = 1 AND coalesce(taken, false) THEN taken_at ELSE forever() END AS _to
FROM version WHERE v = 1 OR coalesce(taken, false)

