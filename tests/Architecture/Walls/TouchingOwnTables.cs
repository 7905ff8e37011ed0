using System.Reflection;
using Npgsql;
using Shouldly;
using SocialCommerce.Api;
using SocialCommerce.Flows;
using SocialCommerce.Kernel.Database;
using Xunit;

namespace SocialCommerce.ArchitectureTests.Walls;

/// <summary>A module's SQL touches its own tables and Kernel's: PostgreSQL itself refuses anything else.</summary>
public sealed class TouchingOwnTables(TestApi api) : IClassFixture<TestApi>
{
    // sc_log and sc_erasure are no module's: functions alone write in their names.
    private const string Grants = """
        select c.relname, r.rolname from pg_class c
        join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
        cross join pg_roles r
        where c.relkind = 'r' and r.rolname like 'sc\_%' and r.rolname not in ('sc_app', 'sc_log', 'sc_erasure')
            and exists (select from aclexplode(c.relacl) as g where g.grantee = r.oid)
        """;

    private const string References = """
        select conrelid::regclass::text, confrelid::regclass::text from pg_constraint
        where contype = 'f' and connamespace = 'public'::regnamespace
        """;

    public static TheoryData<string> Roles => [.. Modules.All.Select(module => module.Role)];

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task Every_statement_of_a_module_is_planned_and_allowed_as_the_modules_own_role(string role)
    {
        var assembly = Modules.All.Single(module => module.Role == role).Assembly;
        (await Failures(assembly, role)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_statement_of_flows_and_host_is_planned_and_allowed_as_the_role_that_serves()
    {
        SqlConstant.Of(typeof(FlowsModule).Assembly).ShouldNotBeEmpty();
        (await Failures(typeof(FlowsModule).Assembly, "sc_app")).ShouldBeEmpty();
        (await Failures(typeof(ApiHost).Assembly, "sc_app")).ShouldBeEmpty();
    }

    [Fact]
    public void The_statements_are_found_with_the_types_of_their_parameters()
    {
        var all = Modules.All.SelectMany(module => SqlConstant.Of(module.Assembly)).ToList();
        all.Count.ShouldBeGreaterThan(100);
        all.Where(constant => constant.Types.Any(type => type is null))
            .Select(constant => constant.Name).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_table_belongs_to_one_module()
    {
        var owners = await Owners();
        owners.GroupBy(owner => owner.Table).Where(group => group.Count() > 1).ShouldBeEmpty();
        var tables = await api.Count("select count(*) from pg_tables where schemaname = 'public'");
        owners.Count.ShouldBe((int)tables - 1, "all but schema_migrations");
    }

    [Fact]
    public async Task A_foreign_key_refers_to_the_modules_own_tables_or_to_kernels()
    {
        var owners = (await Owners()).ToDictionary(owner => owner.Table, owner => owner.Role);
        var references = await Pairs(References);
        references.Count.ShouldBeGreaterThan(50);
        references.Where(one => owners[one.Item2] != "sc_kernel" && owners[one.Item2] != owners[one.Item1])
            .ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task Another_modules_table_is_refused(string role)
    {
        var foreign = (await Owners()).Where(owner => owner.Role != role && owner.Role != "sc_kernel").ToList();
        foreign.ShouldNotBeEmpty();
        await using var connection = await As(role);
        foreach (var (table, _) in foreign)
            (await State(connection, $"explain select from {table}")).ShouldBe("42501", table);
        (await State(connection, "select from schema_migrations")).ShouldBe("42501");
        (await State(connection, "create table mine (id int)")).ShouldBe("42501");
    }

    private async Task<List<string>> Failures(Assembly assembly, string role)
    {
        var failures = new List<string>();
        await using var connection = await As(role);
        foreach (var constant in SqlConstant.Of(assembly))
        {
            var types = constant.Types.Count == 0
                ? ""
                : $"({string.Join(", ", constant.Types.Select(t => t ?? "unknown"))})";
            var nulls = constant.Types.Count == 0 ? "" : $"({string.Join(", ", constant.Types.Select(_ => "null"))})";
            var text = SqlStatement.Of(constant.Sql).Text;
            try
            {
                await Run(connection, $"prepare tried{types} as {text}");
                await Run(connection, $"explain execute tried{nulls}");
                await Run(connection, "deallocate tried");
            }
            catch (PostgresException error)
            {
                failures.Add($"{constant.Name}: {error.MessageText}");
                await Run(connection, "deallocate all");
            }
        }
        return failures;
    }

    private async Task<NpgsqlConnection> As(string role)
    {
        // Not from a pool, which would hand on the session with its role.
        var connection = await NpgsqlDataSource.Create($"{api.Database};Pooling=false").OpenConnectionAsync();
        await Run(connection, $"set role {role}");
        return connection;
    }

    private async Task<List<(string Table, string Role)>> Owners() => await Pairs(Grants);

    private async Task<List<(string, string)>> Pairs(string sql)
    {
        var pairs = new List<(string, string)>();
        await using var command = api.Owner.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync()) pairs.Add((reader.GetString(0), reader.GetString(1)));
        return pairs;
    }

    private static async Task Run(NpgsqlConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<string> State(NpgsqlConnection connection, string sql)
    {
        try
        {
            await Run(connection, sql);
            return "";
        }
        catch (PostgresException error)
        {
            return error.SqlState;
        }
    }
}
