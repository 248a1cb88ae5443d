-- One case ($1) as of a moment ($2): panels and papers of commutation, parole and sentence outside prison that are not as the law wants, by hand.
WITH asked AS MATERIALIZED (
    SELECT c.case_id, c.sub_kind, coalesce(c.closed_on, CAST($2::TIMESTAMP AS DATE)) AS ref_on
    FROM case_main c
    WHERE c.case_id = ANY($1::BIGINT[]) AND c.case_kind = '刑更' AND c.sub_kind IN ('减刑', '假释', '暂予监外执行') AND c._from <= $2 AND c._to > $2
      AND NOT EXISTS (SELECT 1 FROM outside_prison o
                      WHERE o.case_id = c.case_id AND o.decided_by IN ('prison', 'police') AND o._from <= $2 AND o._to > $2)
), panel AS (
    SELECT a.case_id, a.sub_kind, count(DISTINCT m.panel_member_id) AS size, bool_or(m.presiding AND m.kind = 'lay_judge') AS lay,
           array_agg(m.panel_member_id) AS members
    FROM asked a JOIN panel_member m USING (case_id)
    WHERE m.kind IN ('judge', 'lay_judge') AND m.from_on <= a.ref_on AND (m.to_on IS NULL OR m.to_on > a.ref_on)
      AND m._from <= $2 AND m._to > $2
    GROUP BY a.case_id, a.sub_kind
), checked AS (
    SELECT a.case_id, a.sub_kind, o.outside_prison_id, o.signatures_match, o.decision_drafted_on, o.prosecutor_opinion_on,
           o.medical_by, o.hospital_designated, o.contents_complete
    FROM asked a JOIN outside_prison o ON o.case_id = a.case_id AND o._from <= $2 AND o._to > $2
    WHERE a.sub_kind = '暂予监外执行'
), wrong AS (
    SELECT case_id, sub_kind, 'error' AS level, '审判组织现为' || size || '人，应组成三人以上合议庭' AS kind FROM panel WHERE size < 3
    UNION ALL
    SELECT case_id, sub_kind, 'error', '合议庭现为' || size || '人，应为单数' FROM panel WHERE size % 2 = 0
    UNION ALL
    SELECT case_id, sub_kind, 'error', '审判长由人民陪审员担任' FROM panel WHERE lay
    UNION ALL
    SELECT case_id, sub_kind, 'medium', '决定书署名与合议庭不一致' FROM checked WHERE NOT signatures_match
    UNION ALL
    SELECT case_id, sub_kind, 'error', '制作决定前未征求检察机关意见' FROM checked
    WHERE decision_drafted_on IS NOT NULL AND (prosecutor_opinion_on IS NULL OR prosecutor_opinion_on > decision_drafted_on)
    UNION ALL
    SELECT case_id, sub_kind, 'medium', '病情诊断非由法院组织或非指定医院作出' FROM checked
    WHERE medical_by <> 'court' OR NOT hospital_designated
    UNION ALL
    SELECT case_id, sub_kind, 'low', '决定书缺少应载内容' FROM checked WHERE NOT contents_complete
)
SELECT case_id, sub_kind, level, kind,
       (SELECT members FROM panel p WHERE p.case_id = w.case_id AND p.sub_kind = w.sub_kind) AS members,
       ARRAY(SELECT outside_prison_id FROM checked c WHERE c.case_id = w.case_id) AS facts
FROM wrong w
