-- A shop's statements are numbered without gaps, in the order of period and person; those made before have none.
alter table statements add column number bigint check (number > 0);
create unique index on statements (shop_id, number);
