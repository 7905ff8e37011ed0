-- Where an order was placed, as reported, and what brought the buyer if it is the buyer's first order. Orders of before
-- did not say.
alter table orders
    add column scene text,
    add column acquired_by text collate "C" not null default 'organic'
        check (acquired_by in ('referral', 'advertising', 'organic'));
alter table orders alter column acquired_by drop default;
