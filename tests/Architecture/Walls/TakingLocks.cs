using System.Text.RegularExpressions;
using Npgsql;
using Shouldly;
using SocialCommerce.Api;
using SocialCommerce.Flows;
using SocialCommerce.Kernel.Locking;
using Xunit;
using static SocialCommerce.TestSupport.Host.TestShop;

namespace SocialCommerce.ArchitectureTests.Walls;

/// <summary>Locks on names that callers choose meet no other lock, and statements are prepared once.</summary>
public sealed partial class TakingLocks(TestApi api) : IClassFixture<TestApi>
{
    private static readonly LockNames Names = new([1, 2, 3]);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void All_advisory_locks_are_made_in_one_place() =>
        Directory.EnumerateFiles(Path.Combine(Source.Root, "src"), "*.*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".cs" or ".sql" && !Built().IsMatch(file))
            .Where(file => File.ReadAllText(file).Contains("pg_" + "advisory", StringComparison.Ordinal)
                || File.ReadAllText(file).Contains("pg_try_" + "advisory", StringComparison.Ordinal))
            .Select(Path.GetFileName).ShouldBe(["Locks.cs"]);

    [Fact]
    public void Ten_thousand_random_names_of_all_kinds_never_meet()
    {
        var random = new Random(1);
        var names = Enumerable.Range(0, 10_000).Select(i => i switch
        {
            0 => "",
            1 => "books",
            _ => new string((char)random.Next('a', 'e'), 1) + random.Next(),
        }).Distinct().ToList();
        var keys = names.SelectMany(name => Enum.GetValues<NamedLock>().SelectMany(kind =>
            new[] { Names.Of(kind, 1, name), Names.Of(kind, 2, name) })).Append(Locks.Migrations).ToList();
        keys.Distinct().Count().ShouldBe(keys.Count);
        Names.Of(NamedLock.Order, 1, "o").ShouldBe(new LockNames([1, 2, 3]).Of(NamedLock.Order, 1, "o"));
        Names.Of(NamedLock.Order, 1, "o").ShouldNotBe(new LockNames([1, 2, 4]).Of(NamedLock.Order, 1, "o"));
    }

    [Fact]
    public async Task A_database_has_a_secret_of_its_own_that_only_the_product_reads()
    {
        await using var asking = api.Owner.CreateCommand("select sc_lock_secret()");
        ((byte[])(await asking.ExecuteScalarAsync(Cancel))!).Length.ShouldBe(32);
        await using var refused = api.Owner.CreateCommand("""
            select has_function_privilege('public', 'sc_lock_secret()', 'execute')
            """);
        (await refused.ExecuteScalarAsync(Cancel)).ShouldBe(false);
    }

    [Theory]
    [InlineData("books")]
    [InlineData("settlement")]
    [InlineData("months")]
    [InlineData("accrualStops")]
    public async Task An_order_may_be_called_as_a_lock_is(string orderId)
    {
        var shop = await (await api.NewShop()).WithSpendPlan();
        (await shop.Order(orderId, "c", Day(1), 1_000)).Must(201);
        (await shop.RefundPlain(orderId, "r", Day(1), 1_000)).Must(201);
        await shop.SetClock(Day(20));
        (await shop.Settle(Day(20))).Must(201);
    }

    [Fact]
    public async Task An_order_id_that_an_unkeyed_hash_makes_another_shops_lock_takes_none_of_it()
    {
        var (attacker, victim) = (await api.NewShop(), await api.NewShop());
        (await attacker.Order("books", "c", Day(1), 1_000)).Must(201);
        await using var connection = await api.Owner.OpenConnectionAsync(Cancel);
        await using var held = await connection.BeginTransactionAsync(Cancel);
        // Everything that hashing a name with a shop for its seed could reach is taken.
        await using var taking = new NpgsqlCommand($"""
            select pg_advisory_xact_lock(hashtextextended(name, {victim.ShopKey}))
            from unnest(array['books', 'settlement', 'months', 'accrual_stops', 'watch', 'o']) as name
            """, connection);
        await taking.ExecuteNonQueryAsync(Cancel);
        (await victim.Order("o", "c", Day(1), 1_000)).Must(201);
    }

    [Fact]
    public void A_connection_keeps_every_statement_of_the_product_prepared() =>
        Modules.All.Select(
            module => module.Assembly).Append(typeof(FlowsModule).Assembly).Append(typeof(ApiHost).Assembly)
            .SelectMany(SqlConstant.Of).Select(constant => constant.Sql).Distinct().Count()
            .ShouldBeLessThan(Pools.KeptStatements * 4 / 5);

    [GeneratedRegex(@"[/\\](bin|obj)[/\\]")]
    private static partial Regex Built();
}
