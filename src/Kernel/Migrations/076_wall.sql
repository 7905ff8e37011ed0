-- Two roles beside those of the modules. sc_across owns the functions that answer across shops, and reads the columns
-- that these need and nothing else: who gets hold of such a function is not the tables' owner. sc_maintenance is what
-- migrations and the change of the secrets key work by.
select sc_role('sc_across'), sc_role('sc_maintenance');
grant sc_maintenance to current_user;

-- Whoever may create in the schema could stand in front of what a function means.
revoke create on schema public from public;

-- Row-level security binds the owner of a table too. Maintenance sees every shop, once its session has said that it is
-- at work: a login that serves by mistake as the owner does not.
create or replace procedure sc_protect(target text) language plpgsql as $$
begin
    execute format('alter table %I enable row level security, force row level security', target);
    execute format('alter table %I alter column shop_id set statistics 0', target);
    execute format('create policy own_shop on %I using (shop_id = nullif(current_setting(''app.shop_id'', true), '''')::bigint)',
        target);
    execute format(
        'create policy maintenance on %I to sc_maintenance using (current_setting(''app.maintenance'', true) = ''on'')',
        target);
end $$;

do $$
declare target name;
begin
    for target in
        select c.relname from pg_class c
        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relrowsecurity
            and not c.relforcerowsecurity
    loop
        execute format('alter table %I force row level security', target);
        execute format('create policy maintenance on %I to sc_maintenance '
            'using (current_setting(''app.maintenance'', true) = ''on'')', target);
    end loop;
end $$;

-- Hands a SECURITY DEFINER function to the role in whose name it runs. Temporary objects are looked up last, so that
-- nobody's stand in front of the tables; the owner of the schema is a member only while this runs.
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

-- Lets the functions that answer across shops read columns of a table.
create procedure sc_show_across(target text, columns text) language plpgsql as $$
begin
    execute format('grant select (%s) on %I to sc_across', columns, target);
    execute format('create policy across on %I for select to sc_across using (true)', target);
end $$;

call sc_show_across('shops', 'shop_id, currency, time_zone, sandbox, jurisdiction, clock_at');
