-- What no order has earned is held too: a period's part, a task's, a promotion's.
alter table holds alter column order_key drop not null;
