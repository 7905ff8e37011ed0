-- What a settlement run of a shop ($1) wrote, as one line that says the same for the same statements: their bytes less
-- the ids that are made of the shop, and that the hashes are of the bytes.
select format('%s statements %s, %s lines of %s, %s matured of %s, %s settled of %s, %s orders, %s runs, %s events',
    (select count(*) from statements where shop_id = $1),
    (select format('%s, hashes %s', md5(string_agg(regexp_replace(
            body, '"(statementId|shopId|planId)":"[^"]*"', '', 'g'), '' order by number)),
        bool_and(hash = encode(sha256(convert_to(body, 'UTF8')), 'hex'))) from statements where shop_id = $1),
    (select count(*) from statement_lines where shop_id = $1),
    (select sum(amount) from statement_lines where shop_id = $1),
    (select count(*) from movements where shop_id = $1 and event = 'matured'),
    (select sum(amount) from movements where shop_id = $1 and event = 'matured'),
    (select count(*) from movements where shop_id = $1 and event = 'settled'),
    (select sum(amount) from movements where shop_id = $1 and event = 'settled'),
    (select count(*) from commission_orders where shop_id = $1 and matured),
    (select count(*) from settlement_runs where shop_id = $1),
    (select count(*) from outbox where shop_id = $1 and type = 'settlement.closed'))
