-- 虚构的档案系统库。
CREATE TABLE da_ws (jh VARCHAR(40), xh INT, ah VARCHAR(60) NOT NULL, wslx VARCHAR(40), lkrq VARCHAR(10),
    PRIMARY KEY (jh, xh));
