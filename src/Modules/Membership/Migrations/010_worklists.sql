-- That a task of a worklist was done, or is open again. The latest mark of a task counts.
create table worklist_marks (
    shop_id      bigint not null,
    worklist     text collate "C" not null,
    customer_key bigint not null,
    -- What tells the task from an earlier one of the same customer: a tier, the end of a period, an application.
    occasion     text collate "C" not null,
    seq          bigint generated always as identity,
    done         boolean not null,
    note         text,
    marked_by    text,
    marked_at    timestamptz not null,
    primary key (shop_id, worklist, customer_key, occasion, seq),
    foreign key (shop_id, customer_key) references customers
);
call sc_ledger('worklist_marks', 'sc_membership');
