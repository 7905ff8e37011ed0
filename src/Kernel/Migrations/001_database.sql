-- Roles are the cluster's, so another database may have made them already, even at this moment.
create function sc_role(name text) returns void language plpgsql as $$
begin
    execute format('create role %I nologin', name);
exception when duplicate_object or unique_violation then null;
end $$;

-- sc_app is what the API runs as: it owns nothing and has what the modules' roles have. sc_across owns the functions
-- that answer across shops, and reads the columns that these need and nothing else: who gets hold of such a function is
-- not the tables' owner. sc_log appends to the audit log. sc_maintenance is what migrations and the change of the
-- secrets key work by.
select sc_role('sc_app'), sc_role('sc_kernel'), sc_role('sc_across'), sc_role('sc_log'), sc_role('sc_maintenance');
grant sc_kernel to sc_app;
-- Where one login migrates and serves, it serves by taking on this role.
grant sc_app to current_user;
grant sc_maintenance to current_user;

-- A role that may create in the schema could stand in front of what a function means.
revoke create on schema public from public;

-- Puts a table behind row-level security: a session sees the rows of the shop that it speaks for, and no others. The
-- owner is bound too. Maintenance sees every shop once its session has said that it is at work: a login that serves by
-- mistake as the owner does not.
-- Without statistics on shop_id the planner takes every shop for an ordinary one; with them it takes a shop that it has
-- not met yet for one of a single row, and then any index that begins with shop_id looks as good as the right one.
create procedure sc_protect(target text) language plpgsql as $$
begin
    execute format('alter table %I enable row level security, force row level security', target);
    execute format('alter table %I alter column shop_id set statistics 0', target);
    execute format('create policy own_shop on %I using (shop_id = nullif(current_setting(''app.shop_id'', true), '''')::bigint)',
        target);
    execute format(
        'create policy maintenance on %I to sc_maintenance using (current_setting(''app.maintenance'', true) = ''on'')',
        target);
end $$;

-- A table that only grows: a session with the role may read and append, and only the owner may do more.
create procedure sc_ledger(target text, writer text) language plpgsql as $$
begin
    call sc_protect(target);
    execute format('grant select, insert on %I to %I', target, writer);
    execute format('comment on table %I is ''ledger: append-only''', target);
end $$;

-- Lets the functions that answer across shops read columns of a table.
create procedure sc_show_across(target text, columns text) language plpgsql as $$
begin
    execute format('grant select (%s) on %I to sc_across', columns, target);
    execute format('create policy across on %I for select to sc_across using (true)', target);
end $$;

-- Hands a SECURITY DEFINER function to the role in whose name it runs; grants on it come before. Temporary objects are
-- looked up last, so that none stands in front of the tables; the owner of the schema is a member only while this runs.
create procedure sc_definer(target regprocedure, owner text) language plpgsql as $$
begin
    execute format('alter function %s set search_path = pg_catalog, public, pg_temp', target);
    execute format('revoke execute on function %s from public', target);
    execute format('grant %I to %I', owner, current_user);
    execute format('grant create on schema public to %I', owner);
    execute format('alter function %s owner to %I', target, owner);
    execute format('revoke create on schema public from %I', owner);
    execute format('revoke %I from %I', owner, current_user);
end $$;

-- What was read is no longer true: fails as a serialization failure does, so that the transaction runs again.
create function sc_stale() returns void language plpgsql as $$
begin
    raise exception 'read state is stale' using errcode = 'serialization_failure';
end $$;

-- The secret under which names that callers choose become lock keys. In a function, because it is one value of the
-- database's own and no shop's; a role that may not lock may not read it.
do $$
begin
    execute format(
        'create function sc_lock_secret() returns bytea language sql stable parallel safe as $f$ select decode(%L, ''hex'') $f$',
        replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''));
end $$;
revoke execute on function sc_lock_secret() from public;
grant execute on function sc_lock_secret() to sc_kernel;
