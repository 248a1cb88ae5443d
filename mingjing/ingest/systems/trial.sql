-- 虚构的审判系统库：表与列的取名如真实系统。
CREATE TABLE fy (fyid BIGINT PRIMARY KEY, fydm VARCHAR(12), fymc VARCHAR(100) NOT NULL, fyjb SMALLINT);
CREATE TABLE aj (ajbs BIGINT PRIMARY KEY, ah VARCHAR(60), fyid BIGINT, ajlx CHAR(4), ay VARCHAR(100), larq DATE,
    jarq DATE, jafs CHAR(2), bdje NUMERIC(18, 2), zt CHAR(2), gxsj TIMESTAMPTZ DEFAULT clock_timestamp());
CREATE TABLE dsr (dsrbs BIGINT PRIMARY KEY, ajbs BIGINT, xm VARCHAR(200), lx CHAR(1), ssdw CHAR(1), zjhm VARCHAR(20),
    csrq VARCHAR(10), dz TEXT);
CREATE TABLE pq (pqbs BIGINT PRIMARY KEY, ajbs BIGINT, cs SMALLINT, pqrq DATE, ktrq DATE, fs CHAR(1), jg CHAR(1));
CREATE TABLE jd (jdbs BIGINT PRIMARY KEY, ajbs BIGINT, jddm VARCHAR(8), jgsj TIMESTAMP);
INSERT INTO fy VALUES (1, '310115', '上海市浦东新区人民法院', 1), (2, '310101', '上海市黄浦区人民法院', 1);
