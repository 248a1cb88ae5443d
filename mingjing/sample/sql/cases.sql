-- name: court
-- The courts.
SELECT court_id, code, name, level, parent_id, TIMESTAMP '2018-12-31' AS _from, forever() AS _to FROM _court

-- name: court_member
-- Judges, lay judges and clerks of each court.
SELECT court_id * 10000 + k.base + i AS member_id, person_name(court_id * 10000 + k.base + i) AS name, court_id, k.kind,
       TIMESTAMP '2018-12-31' AS _from, forever() AS _to
FROM _court, (VALUES ('judge', 0), ('lay_judge', 5000), ('clerk', 7000)) k(kind, base), range(1, 2000) t(i)
WHERE i <= CASE k.kind WHEN 'judge' THEN judges WHEN 'lay_judge' THEN judges ELSE greatest(2, judges // 2) END

-- name: case_main
-- Each case at filing, for some with a wrong amount put right days later; at closing; and when its effect and archiving are recorded.
WITH version AS (
    SELECT c.*, v.v, filed_at(filed_on, case_id) AS filed_at,
           NOT planted AND days > 20 AND filed_on + 12 <= getvariable('last_day') AND amount_fen IS NOT NULL AND u(case_id, 'mistyped') < 0.01 AS mistyped,
           effect_days > 0 AND closed_on + 110 <= getvariable('last_day') AND u(case_id, 'archived') < 0.9
               OR effect_days = 0 AND closed_on + 110 <= getvariable('last_day') AND u(case_id, 'archived') < 0.1 AS archived
    FROM _case c, (VALUES (1), (2), (3), (4)) v(v)
), timed AS (
    SELECT *, filed_at + to_days(whole(3, 9, case_id, 'mended')) AS mended_at,
           (closed_on + whole(70, 100, case_id, 'archived_on'))::DATE AS shelved_on
    FROM version
)
SELECT case_id, case_number, court_id, court_level, case_kind, sub_kind, cause_code, cause_name, procedure, filed_on,
       filed_on AS accepted_on, CASE WHEN v > 2 THEN closed_on END AS closed_on, CASE WHEN v > 2 THEN disposition END AS disposition,
       judge_in_charge_id, clerk_id, CASE WHEN v = 1 THEN amount_fen * 10 ELSE amount_fen END AS amount_in_dispute_fen,
       CASE WHEN v > 2 THEN award_fen END AS award_fen, origin_case_id, related_case_id,
       CASE WHEN NOT planted AND u(case_id, 'secret') < 0.003 THEN 1 ELSE 0 END AS secret_level,
       CASE WHEN case_kind IN ('刑初', '民初') THEN u(case_id, 'juvenile') < 0.01 END AS juvenile,
       CASE WHEN v > 2 THEN 'closed' ELSE 'open' END AS status, coalesce(extended_to, limit_base) AS limit_on,
       CASE WHEN v = 4 OR (v = 3 AND effect_days = 0) THEN closed_on + effect_days END AS effective_on,
       CASE WHEN v = 4 THEN shelved_on END AS archived_on, remanding_case_id,
       coalesce(remand_reason, CASE WHEN v > 2 AND disposition = 'remanded' THEN '基本事实不清' END) AS remand_reason,
       CASE v WHEN 1 THEN filed_at WHEN 2 THEN CASE WHEN mistyped THEN mended_at ELSE filed_at END
              WHEN 3 THEN closing_known_at ELSE at_time(shelved_on, 500) END AS _from,
       CASE v WHEN 1 THEN mended_at WHEN 2 THEN coalesce(closing_known_at, forever())
              WHEN 3 THEN CASE WHEN archived THEN at_time(shelved_on, 500) ELSE forever() END ELSE forever() END AS _to
FROM timed
WHERE CASE v WHEN 1 THEN mistyped WHEN 2 THEN true WHEN 3 THEN closed_on IS NOT NULL ELSE coalesce(archived, false) END

-- name: subject
-- Every person and body; a few names were mistyped at first.
WITH version AS (
    SELECT s.*, v.v, u(subject_id, 'mistyped') < 0.003 AND subject_id >= 100000000 AS mistyped,
           CASE WHEN subject_id < 10000000 THEN TIMESTAMP '2018-12-31' ELSE filed_at(first_on, first_case_id) END AS first_at
    FROM _subject s, (VALUES (1), (2)) v(v)
), named AS (
    SELECT *, CASE
        WHEN subject_id < 2000 THEN pick(getvariable('banks'), subject_id, 'bank') || '股份有限公司上海市' || pick(getvariable('regions'), subject_id, 'region') || '支行'
        WHEN subject_id < 3000 THEN pick(getvariable('trade_names'), subject_id, 'trade_name') || '财产保险股份有限公司上海分公司'
        WHEN subject_id < 4000 THEN pick(getvariable('trade_names'), subject_id, 'trade_name') || '通信有限公司上海分公司'
        WHEN subject_id < 5000 THEN '上海' || pick(getvariable('trade_names'), subject_id, 'trade_name') || '融资担保有限公司'
        WHEN subject_id < 6000 THEN '上海市' || getvariable('regions')[1 + subject_id % 16] || '区' || getvariable('agencies')[1 + subject_id // 16 % 6]
        WHEN subject_id < 7000 THEN coalesce((SELECT replace(replace(name, '人民法院', '人民检察院'), '法院', '检察院') FROM _court k WHERE k.court_id = named_court), '检察院')
        WHEN subject_id < 10000000 THEN '上海' || pick(getvariable('trade_names'), subject_id, 'trade_name') || pick(getvariable('trade_ends'), subject_id, 'trade_end') || '物业管理有限公司'
        WHEN kind = 'person' THEN person_name(subject_id) ELSE firm_name(subject_id) END AS right_name
    FROM (SELECT *, subject_id - 6000 AS named_court FROM version)
)
SELECT subject_id, kind, identity(subject_id) AS id_key,
       CASE WHEN v = 1 THEN right_name || '1' ELSE right_name END AS name,
       CASE WHEN kind = 'person' THEN (DATE '1950-01-01' + whole(0, 18000, subject_id, 'born'))::DATE END AS born_on,
       CASE WHEN v = 1 OR NOT mistyped THEN first_at ELSE first_at + INTERVAL 6 DAY END AS _from,
       CASE WHEN v = 1 THEN first_at + INTERVAL 6 DAY ELSE forever() END AS _to
FROM named WHERE v = 2 OR (mistyped AND first_on + 10 <= getvariable('last_day'))

-- name: party
-- Every party; debtors of a round that ended without assets are listed as dishonest from then on, for a part.
WITH version AS (
    SELECT p.*, c.filed_on, c.closing_known_at, v.v,
           p.role = 'debtor' AND coalesce(c.disposition, '') = 'interim_termination' AND u(c.case_id, 'dishonest') < 0.4 AS listed
    FROM _party p JOIN _case c USING (case_id), (VALUES (1), (2)) v(v)
)
SELECT case_id * 100 + slot AS party_id, case_id, subject_id, role, side,
       coalesce(name_as_written, s.name) AS name_as_written,
       CASE WHEN s.subject_kind = 'company' THEN person_name(-subject_id) END AS legal_representative,
       CASE WHEN s.subject_kind = 'org' THEN NULL ELSE '上海市' || pick(getvariable('regions'), subject_id, 'region') || '区' || pick(getvariable('streets'), subject_id, 'street')
           || whole(1, 999, subject_id, 'door') || '号' || CASE WHEN s.subject_kind = 'person' THEN whole(101, 1806, subject_id, 'room') || '室' ELSE '' END END AS address,
       pick(getvariable('regions'), subject_id, 'region') || '区' AS domicile_region,
       CASE WHEN v = 2 THEN true WHEN role = 'debtor' THEN false END AS is_dishonest,
       CASE WHEN v = 1 THEN filed_at(filed_on, case_id) ELSE closing_known_at END AS _from,
       CASE WHEN v = 1 AND listed THEN closing_known_at ELSE forever() END AS _to
FROM version LEFT JOIN _name s USING (subject_id) WHERE v = 1 OR listed

-- name: party_change
-- A third of the parties of a few cases leave them.
SELECT c.case_id * 100 + 1 AS party_change_id, c.case_id, p.subject_id, NULL::BIGINT AS new_subject_id, 'withdrawn' AS kind,
       (c.filed_on + floor(0.3 * c.days)::INT)::DATE AS changed_on,
       known_late((c.filed_on + floor(0.3 * c.days)::INT)::DATE, c.case_id, 'change', 0.1, 5) AS _from, forever() AS _to
FROM _case c JOIN _party p USING (case_id)
WHERE NOT c.planted AND c.case_kind = '民初' AND p.slot IN (4, 5) AND u(c.case_id, 'leaves') < 0.03
  AND p.slot = CASE WHEN u(c.case_id, 'leaver') < 0.5 THEN 4 ELSE 5 END
  AND c.filed_on + floor(0.3 * c.days)::INT <= getvariable('last_day')

-- name: agent
-- Lawyers and proxies.
SELECT p.case_id * 100 + p.slot AS agent_id, p.case_id, p.case_id * 100 + p.slot AS party_id,
       person_name(9000000000 + whole(1, 3000, p.case_id * 8 + p.slot, 'lawyer')) AS name,
       CASE WHEN c.case_kind LIKE '刑%' THEN 'defender' WHEN u(p.case_id * 8 + p.slot, 'proxy') < 0.75 THEN 'lawyer' ELSE 'proxy' END AS kind,
       CASE WHEN u(p.case_id * 8 + p.slot, 'proxy') < 0.75 THEN pick(getvariable('firms'), p.case_id * 8 + p.slot, 'firm') END AS firm,
       u(p.case_id * 8 + p.slot, 'special') < 0.3 AS special_power, filed_at(c.filed_on, c.case_id) AS _from, forever() AS _to
FROM _party p JOIN _case c USING (case_id)
WHERE p.role IN ('plaintiff', 'defendant', 'accused', 'appellant', 'creditor') AND p.side <> 'C'
  AND u(p.case_id * 8 + p.slot, 'has_agent') < CASE WHEN p.subject_id < 30000000 THEN 0.7 ELSE 0.35 END

-- name: panel_member
-- Sole judges, and panels of three with the judge in charge or a colleague presiding.
WITH bench AS (
    SELECT c.*, k.judges, s.slot, u(case_id, 'lay') < 0.35 AND case_kind NOT IN ('民终', '刑终', '行终') AS with_lay,
           case_kind IN ('民终', '刑终', '行终', '民再', '刑再', '刑更', '民申', '行申', '破') OR flow IN ('O', 'CO', 'AD') AS panel
    FROM _case c JOIN _court k USING (court_id), (VALUES (1), (2), (3)) s(slot)
    WHERE NOT own_panel AND case_kind NOT IN ('诉前调', '信访', '财保', '执保') AND filed_on + days // 20 <= getvariable('last_day')
), member AS (
    SELECT *, CASE WHEN slot = 1 THEN judge_in_charge_id
                   WHEN slot = 3 AND with_lay THEN court_id * 10000 + 5000 + whole(1, judges, case_id, 'lay_member')
                   ELSE court_id * 10000 + 1 + (judge_in_charge_id - court_id * 10000 - 1 + (slot - 1) * (1 + judges // 3)) % judges END AS member_id
    FROM bench WHERE slot = 1 OR panel
)
SELECT case_id * 100 + slot AS panel_member_id, case_id, member_id, person_name(member_id) AS name,
       CASE WHEN slot = 3 AND with_lay THEN 'lay_judge' ELSE 'judge' END AS kind, slot = 1 AS presiding,
       (filed_on + days // 20)::DATE AS from_on, NULL::DATE AS to_on,
       at_time((filed_on + days // 20)::DATE, 5) AS _from, forever() AS _to
FROM member
