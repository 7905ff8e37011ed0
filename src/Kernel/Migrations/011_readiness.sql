-- One row that readiness writes now and then, to see that anything can be written: a full disk, or a standby.
create table write_probes (
    shop_id    bigint primary key,
    written_at timestamptz not null
);
call sc_protect('write_probes');
grant select, insert, update on write_probes to sc_kernel;
