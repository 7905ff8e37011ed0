-- How what people are recognised by is compared; a change is a new version, and counts for what is told from then on.
create table identity_settings_versions (
    shop_id             bigint not null references shops,
    version             bigint generated always as identity,
    default_country     text collate "C",
    ignore_mail_aliases boolean not null,
    set_by              text collate "C" not null,
    recorded_at         timestamptz not null,
    primary key (shop_id, version)
);
call sc_ledger('identity_settings_versions', 'sc_kernel');

-- Who else is recognised by the same.
create index on customer_identities (shop_id, kind, fingerprint);
