-- The tax in what was due for a line, where the shop says so; and whether points, growth and spend count without the
-- tax that prices include.
alter table order_lines add column tax_minor bigint check (tax_minor >= 0);
alter table order_settings_versions add column net_of_tax boolean not null default false;
