-- A project for partners (项目奖), with its goal and what it pays.
create table projects (
    shop_id     bigint not null references shops,
    project_key bigint generated always as identity,
    project_id  text collate "C" not null check (length(project_id) between 1 and 64),
    plan_key    bigint not null,
    rule        text collate "C" not null,
    content     jsonb not null,
    opened_by   text collate "C" not null,
    recorded_at timestamptz not null,
    primary key (shop_id, project_key),
    unique (shop_id, project_id),
    foreign key (shop_id, plan_key) references plans
);
call sc_ledger('projects', 'sc_commissions');

-- How a project ended, once for each: accepted with what was achieved, or cancelled.
create table project_decisions (
    shop_id         bigint not null,
    project_key     bigint not null,
    source_key      bigint,
    achieved        bigint check (achieved >= 0),
    answer          jsonb not null,
    reason          text not null,
    decided_by      text collate "C" not null,
    -- Whether limits of payments did not exist yet: it is then not compared with them.
    predates_limits boolean not null default false,
    recorded_at     timestamptz not null,
    primary key (shop_id, project_key),
    foreign key (shop_id, project_key) references projects
);
call sc_ledger('project_decisions', 'sc_commissions');
