-- The secret under which names that callers choose become lock keys. In a function, because it is one value of the
-- database's own and no shop's; whoever may not lock may not read it.
do $$
begin
    execute format(
        'create function sc_lock_secret() returns bytea language sql stable parallel safe as $f$ select decode(%L, ''hex'') $f$',
        replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''));
end $$;
revoke execute on function sc_lock_secret() from public;
grant execute on function sc_lock_secret() to sc_kernel;

-- How far a period of a live shop has been closed, or is being closed: nothing is recorded before that any more, also
-- by an instance whose clock is behind.
alter table shops add column closed_to timestamptz;
grant update (closed_to) on shops to sc_kernel;
