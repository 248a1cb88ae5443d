-- Suits for a multiple of the price by people who make a trade of buying, by hand.
WITH suit AS (
    SELECT p.case_id, p.plaintiff_subject_id AS subject_id, s.id_key, p.seller_subject_id AS seller, p.product_code AS product,
           p.quantity, p.pleading_key AS pleading, p.malicious_sign, coalesce(c.filed_on, c.closed_on) AS filed_on
    FROM punitive_claim p
    JOIN subject s ON s.subject_id = p.plaintiff_subject_id AND s.kind = 'person' AND s._from <= $at AND s._to > $at
    JOIN case_main c ON c.case_id = p.case_id AND c._from <= $at AND c._to > $at
    WHERE p._from <= $at AND p._to > $at
), kin AS (
    SELECT a_subject_id AS lead, b_subject_id AS member FROM relation
    WHERE kind = 'same_contact' AND to_on IS NULL AND _from <= $at AND _to > $at
    UNION
    SELECT b_subject_id, a_subject_id FROM relation
    WHERE kind = 'same_contact' AND to_on IS NULL AND _from <= $at AND _to > $at
), counted AS MATERIALIZED (
    SELECT subject_id AS lead, case_id, filed_on, seller, product, pleading FROM suit
    UNION ALL
    SELECT k.lead, s.case_id, s.filed_on, s.seller, s.product, s.pleading FROM kin k JOIN suit s ON s.subject_id = k.member
), ends AS (
    SELECT DISTINCT lead, filed_on AS end_on FROM counted
), two_years AS (
    SELECT e.lead, e.end_on, CAST(e.end_on - INTERVAL '24 months' AS DATE) AS start_on,
           count(DISTINCT c.case_id) AS n, count(DISTINCT c.seller) AS sellers
    FROM ends e JOIN counted c ON c.lead = e.lead AND c.filed_on BETWEEN CAST(e.end_on - INTERVAL '24 months' AS DATE) AND e.end_on
    GROUP BY e.lead, e.end_on HAVING count(DISTINCT c.case_id) >= 10 AND count(DISTINCT c.seller) >= 5
), recent AS MATERIALIZED (
    SELECT e.lead, e.end_on, c.case_id, c.seller, c.product
    FROM ends e JOIN counted c ON c.lead = e.lead AND c.filed_on BETWEEN e.end_on - 90 AND e.end_on
), per_product AS (
    SELECT lead, end_on, product, count(DISTINCT case_id) AS n, count(DISTINCT seller) AS sellers
    FROM recent WHERE product IS NOT NULL GROUP BY lead, end_on, product HAVING count(DISTINCT case_id) >= 3
), per_seller AS (
    SELECT lead, end_on, seller, count(DISTINCT case_id) AS n
    FROM recent WHERE seller IS NOT NULL GROUP BY lead, end_on, seller HAVING count(DISTINCT case_id) >= 3
), alike AS (
    SELECT lead, pleading, count(DISTINCT case_id) AS n, count(DISTINCT seller) AS sellers, min(filed_on) AS start_on, max(filed_on) AS end_on
    FROM counted WHERE pleading IS NOT NULL GROUP BY lead, pleading HAVING count(DISTINCT case_id) >= 5
), found AS (
    SELECT s.case_id, s.subject_id, s.id_key, w.start_on, w.end_on, w.n, w.sellers, CASE WHEN w.n >= 30 THEN 1 ELSE 2 END AS rank,
           '反复起诉' AS ground
    FROM suit s JOIN two_years w ON w.lead = s.subject_id AND s.filed_on BETWEEN w.start_on AND w.end_on
    UNION ALL
    SELECT s.case_id, s.subject_id, s.id_key, w.end_on - 90, w.end_on, w.n, w.sellers, 2, '短期内就同一商品多次起诉'
    FROM suit s JOIN per_product w ON w.lead = s.subject_id AND w.product = s.product AND s.filed_on BETWEEN w.end_on - 90 AND w.end_on
    UNION ALL
    SELECT s.case_id, s.subject_id, s.id_key, w.end_on - 90, w.end_on, w.n, 1, 2, '短期内对同一销售者多次起诉'
    FROM suit s JOIN per_seller w ON w.lead = s.subject_id AND w.seller = s.seller AND s.filed_on BETWEEN w.end_on - 90 AND w.end_on
    UNION ALL
    SELECT s.case_id, s.subject_id, s.id_key, s.filed_on, s.filed_on, 1, 1, 3, '购买数量明显超出通常用量'
    FROM suit s JOIN product_norm p ON p.product_code = s.product AND p._from <= $at AND p._to > $at
    WHERE s.quantity > 10 * p.median_quantity OR s.quantity > p.use_per_day * least(p.shelf_life_days, 365)
    UNION ALL
    SELECT s.case_id, s.subject_id, s.id_key, a.start_on, a.end_on, a.n, a.sellers, 2, '多案诉状雷同'
    FROM suit s JOIN alike a ON a.lead = s.subject_id AND a.pleading = s.pleading
    UNION ALL
    SELECT case_id, subject_id, id_key, filed_on, filed_on, 1, 1, 1, '有恶意制造索赔的迹象' FROM suit WHERE malicious_sign
)
SELECT case_id, subject_id,
       CASE WHEN id_key IS NULL THEN 'low' WHEN rank = 1 THEN 'high' WHEN rank = 2 THEN 'medium' ELSE 'low' END AS level,
       ground || CASE WHEN id_key IS NULL THEN '，仅按姓名归集、疑似' ELSE '' END AS kind, n, sellers, start_on, end_on
FROM (SELECT *, row_number() OVER (PARTITION BY case_id, subject_id
                                  ORDER BY rank, n DESC, end_on, start_on, sellers, ground) AS place FROM found) placed
WHERE place = 1
