-- The first of the two persons who name a house account; versions from before have one person.
alter table referral_settings_versions add column prepared_by text collate "C",
    add column predates_limits boolean not null default true;
alter table referral_settings_versions alter column predates_limits set default false;
