-- What keeps a tier at the end of a period, how long it stands where it was not kept, and by how many tiers the end of
-- a period may lower. Null: growth alone decides, at once, and to whatever tier it reaches.
alter table member_tier_versions
    add keep_growth      bigint check (keep_growth > 0),
    add keep_spend_minor bigint check (keep_spend_minor > 0),
    add grace_days       int check (grace_days > 0),
    add max_drop         int check (max_drop > 0);

-- What counts in the period of the tier that growth gave. The rows of members who are in one are counted again.
alter table members add period jsonb;
update members set as_of = null where growth_tier is not null;

alter table member_tier_history
    drop constraint member_tier_history_cause_check,
    add constraint member_tier_history_cause_check
        check (cause in ('growth', 'product', 'threshold', 'periodEnd', 'grace', 'refund'));
