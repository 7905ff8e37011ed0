using Npgsql;
using Shouldly;
using SocialCommerce.Api;
using SocialCommerce.Kernel.Secrets;
using Xunit;

namespace SocialCommerce.ArchitectureTests.Walls;

/// <summary>
/// The tables belong to a login that is no superuser: it migrates, it does not serve, and it sees no shop unless it
/// says that it is at work on all of them.
/// </summary>
public sealed class ServingBesideTheOwner(Cluster cluster) : IAsyncLifetime
{
    private const string Key = "platform-key-beside-the-owner";

    private static readonly string Secret = SecretProtector.NewKey();

    private readonly string _owner = $"owner_{Guid.NewGuid():n}";
    private readonly string _server = $"server_{Guid.NewGuid():n}";
    private string _root = "";
    private string _database = "";

    public async ValueTask InitializeAsync()
    {
        _root = await cluster.Clone();
        await Run(_root, $"create role {_owner} login createrole");
        await Run(_root, $"create database {_owner} owner {_owner}");
        await Run(_root, $"create role {_server} login in role sc_app");
        _database = new NpgsqlConnectionStringBuilder(_root) { Database = _owner }.ConnectionString;
    }

    public ValueTask DisposeAsync() => default;

    [Fact]
    public async Task Everything_works_while_the_owner_is_bound_by_row_level_security()
    {
        await using var host = await Prepare(_owner, _server);
        await host.Start();
        var shop = await PayoutShop.In(new Platform(host.Url, Key));
        await shop.EarnAndSettle("lina", 10_000);
        await shop.Payee("lina");
        var batch = await shop.Pay();
        await shop.End(batch);
        (await shop.Backend.FailedChecks()).ShouldBeEmpty();
        (await Text(As(_server), "select count(*)::text from shops_to_scan()")).ShouldBe("1");
        (await Text(As(_server), "select count(*)::text from tier_review_shops()")).ShouldBe("1");

        (await Text(As(_owner), "select count(*)::text from orders")).ShouldBe("0", "the owner speaks for no shop");
        (await Text(As(_owner), "set app.maintenance = 'on'; select count(*)::text from orders")).ShouldBe("2");
        (await Text(As(_server), "set app.maintenance = 'on'; select count(*)::text from orders")).ShouldBe("0");
        await using var again = await Prepare(_owner, _server);

        var words = new StringWriter();
        (await RotateKeys.Run(
        [
            $"--{Database.Migrate}={As(_owner)}", $"--{Database.Serve}={As(_server)}",
            $"--{SecretProtector.Key}={SecretProtector.NewKey()}", $"--{SecretProtector.OtherKey}={Secret}",
            $"--{SecretProtector.FindingKey}={Secret}",
        ], words, TestContext.Current.CancellationToken)).ShouldBe(0);
        words.ToString().ShouldContain("payees.identity: 1 sealed anew");
    }

    [Fact]
    public async Task The_owner_does_not_serve() => await Refuses(_owner, "owns the tables");

    [Fact]
    public async Task A_login_that_can_become_the_owner_does_not_serve()
    {
        await Run(_root, $"grant {_owner} to {_server}");
        await Refuses(_server, "owns the tables, or can become their owner");
    }

    [Theory]
    [InlineData("noinherit in role {mighty}, sc_app", "can become a role that sees every shop")]
    [InlineData("in role sc_maintenance, sc_app", "can become a role that sees every shop")]
    [InlineData("superuser", "is a superuser")]
    [InlineData("in role sc_app bypassrls", "bypasses row-level security")]
    [InlineData("", "is no member of sc_app")]
    public async Task A_login_that_may_do_too_much_or_too_little_is_refused_in_one_sentence(
        string rights, string sentence)
    {
        var (login, mighty) = ($"login_{Guid.NewGuid():n}", $"mighty_{Guid.NewGuid():n}");
        await Run(_root, $"create role {mighty} superuser");
        await Run(_root, $"create role {login} login {rights.Replace("{mighty}", mighty, StringComparison.Ordinal)}");
        await Refuses(login, sentence);
    }

    [Fact]
    public async Task One_login_that_does_both_serves_as_the_role_that_owns_nothing()
    {
        await using var host = await ApiHost.Prepare([$"--{Database.Serve}={As(_owner)}", .. Rest]);
        await host.Start();
        (await new Platform(host.Url, Key).NewShop()).ShopId.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Every_table_of_the_product_binds_its_owner()
    {
        await using var host = await Prepare(_owner, _server);
        (await Text(_database, """
            select coalesce(string_agg(c.relname, ', '), '') from pg_class c
            where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'schema_migrations'
                and not (c.relrowsecurity and c.relforcerowsecurity and exists (
                    select from pg_policy p where p.polrelid = c.oid and p.polname = 'maintenance'
                        and p.polroles = array['sc_maintenance'::regrole::oid]))
            """)).ShouldBe("");
    }

    private static string[] Rest =>
        [$"--SOCIALCOMMERCE_PLATFORM_KEY={Key}", $"--{SecretProtector.Key}={Secret}", "--urls=http://127.0.0.1:0",
            "--environment=Production"];

    private async Task Refuses(string login, string sentence)
    {
        var refused = await Should.ThrowAsync<StartupException>(() => Prepare(_owner, login));
        refused.Message.ShouldContain($"{login} {sentence}");
        refused.Message.ShouldNotContain("\n");
    }

    private Task<ApiHost> Prepare(string migrate, string serve) => ApiHost.Prepare(
        [$"--{Database.Migrate}={As(migrate)}", $"--{Database.Serve}={As(serve)}", .. Rest]);

    private string As(string login) =>
        new NpgsqlConnectionStringBuilder(_database) { Username = login }.ConnectionString;

    private static async Task Run(string database, string sql) => await Text(database, sql);

    private static async Task<string?> Text(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(database) { Pooling = false }.ConnectionString);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync() as string;
    }
}
