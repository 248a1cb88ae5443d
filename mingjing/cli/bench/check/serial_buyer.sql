-- One case ($1) as of a moment ($2): suits for a multiple of the price by people who make a trade of buying, by hand.
WITH asked AS MATERIALIZED (
    SELECT p.punitive_claim_id, p.case_id, p.plaintiff_subject_id AS subject_id, s.id_key, p.seller_subject_id AS seller,
           p.product_code AS product, p.quantity, p.pleading_key AS pleading, p.malicious_sign, coalesce(c.filed_on, c.closed_on) AS filed_on
    FROM punitive_claim p
    JOIN subject s ON s.subject_id = p.plaintiff_subject_id AND s.kind = 'person' AND s._from <= $2::TIMESTAMP AND s._to > $2::TIMESTAMP
    JOIN case_main c ON c.case_id = p.case_id AND c._from <= $2 AND c._to > $2
    WHERE p.case_id = ANY($1::BIGINT[]) AND p._from <= $2 AND p._to > $2
), lead AS MATERIALIZED (
    SELECT DISTINCT subject_id AS lead FROM asked
), kin AS (
    SELECT w.lead, r.b_subject_id AS member FROM lead w JOIN relation r ON r.a_subject_id = w.lead
    WHERE r.kind = 'same_contact' AND r.to_on IS NULL AND r._from <= $2 AND r._to > $2
    UNION
    SELECT w.lead, r.a_subject_id FROM lead w JOIN relation r ON r.b_subject_id = w.lead
    WHERE r.kind = 'same_contact' AND r.to_on IS NULL AND r._from <= $2 AND r._to > $2
), member AS MATERIALIZED (
    SELECT lead, lead AS member FROM lead
    UNION ALL
    SELECT lead, member FROM kin
), counted AS MATERIALIZED (
    SELECT m.lead, p.case_id, coalesce(c.filed_on, c.closed_on) AS filed_on, p.seller_subject_id AS seller, p.product_code AS product,
           p.pleading_key AS pleading
    FROM member m JOIN punitive_claim p ON p.plaintiff_subject_id = m.member
    JOIN subject s ON s.subject_id = m.member AND s.kind = 'person' AND s._from <= $2 AND s._to > $2
    JOIN case_main c ON c.case_id = p.case_id AND c._from <= $2 AND c._to > $2
    WHERE p._from <= $2 AND p._to > $2
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
), too_much AS MATERIALIZED (
    SELECT s.* FROM asked s JOIN product_norm p ON p.product_code = s.product AND p._from <= $2 AND p._to > $2
    WHERE s.quantity > 10 * p.median_quantity OR s.quantity > p.use_per_day * least(p.shelf_life_days, 365)
), found AS (
    SELECT s.case_id, s.subject_id, s.id_key, w.start_on, w.end_on, w.n, w.sellers, CASE WHEN w.n >= 30 THEN 1 ELSE 2 END AS rank,
           '反复起诉' AS ground
    FROM asked s JOIN two_years w ON w.lead = s.subject_id AND s.filed_on BETWEEN w.start_on AND w.end_on
    UNION ALL
    SELECT s.case_id, s.subject_id, s.id_key, w.end_on - 90, w.end_on, w.n, w.sellers, 2, '短期内就同一商品多次起诉'
    FROM asked s JOIN per_product w ON w.lead = s.subject_id AND w.product = s.product AND s.filed_on BETWEEN w.end_on - 90 AND w.end_on
    UNION ALL
    SELECT s.case_id, s.subject_id, s.id_key, w.end_on - 90, w.end_on, w.n, 1, 2, '短期内对同一销售者多次起诉'
    FROM asked s JOIN per_seller w ON w.lead = s.subject_id AND w.seller = s.seller AND s.filed_on BETWEEN w.end_on - 90 AND w.end_on
    UNION ALL
    SELECT case_id, subject_id, id_key, filed_on, filed_on, 1, 1, 3, '购买数量明显超出通常用量' FROM too_much
    UNION ALL
    SELECT s.case_id, s.subject_id, s.id_key, a.start_on, a.end_on, a.n, a.sellers, 2, '多案诉状雷同'
    FROM asked s JOIN alike a ON a.lead = s.subject_id AND a.pleading = s.pleading
    UNION ALL
    SELECT case_id, subject_id, id_key, filed_on, filed_on, 1, 1, 1, '有恶意制造索赔的迹象' FROM asked WHERE malicious_sign
), strongest AS (
    SELECT DISTINCT ON (case_id, subject_id) * FROM found
    ORDER BY case_id, subject_id, rank, n DESC, end_on, start_on, sellers, ground COLLATE "C"
)
SELECT case_id, subject_id,
       CASE WHEN id_key IS NULL THEN 'low' WHEN rank = 1 THEN 'high' WHEN rank = 2 THEN 'medium' ELSE 'low' END AS level,
       ground || CASE WHEN id_key IS NULL THEN '，仅按姓名归集、疑似' ELSE '' END AS kind, n, sellers, start_on, end_on,
       ARRAY(SELECT c.case_id FROM counted c WHERE c.lead = h.subject_id AND c.filed_on BETWEEN h.start_on AND h.end_on) AS suits,
       ARRAY(SELECT t.punitive_claim_id FROM too_much t WHERE t.case_id = h.case_id AND t.subject_id = h.subject_id) AS quantities
FROM strongest h
