using Shouldly;
using SocialCommerce.Api;
using Xunit;

namespace SocialCommerce.FaultTests;

/// <summary>
/// PgBouncer in transaction mode gives each transaction another session; what the product writes is the same.
/// </summary>
public sealed class ServingThroughPgBouncer(TestApi api) : IClassFixture<TestApi>
{
    private const string Install = "PgBouncer is not installed (Debian's package pgbouncer).";
    private const int Events = 250;
    private const int AtOnce = 24;
    private static readonly Version Preparing = new(1, 21);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<bool> Ways => [false, true];

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task The_main_jobs_figures_are_those_of_a_direct_connection(bool prepared)
    {
        await using var bouncer = await Bouncer(prepared);
        var direct = await api.NewShop();
        var pooled = (await api.NewShop()).Through(await Instance(bouncer));
        var events = Replaying.Sample().Events.Take(Events).ToList();

        (await Replay(pooled)).ShouldBe(await Replay(direct));

        async Task<string> Replay(TestShop shop)
        {
            await Replaying.Prepare(shop.Url, shop.Key);
            var unmatched = await Replaying.Send(shop.Url, shop.Key, events);
            return (await Replaying.Report(shop.Url, shop.Key, default, unmatched)).ToJsonString();
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task A_shop_with_one_of_everything_is_filled_and_its_books_agree(bool prepared)
    {
        await using var bouncer = await Bouncer(prepared);
        var platform = new Platform(await Instance(bouncer), api.Platform.Key);
        var shop = (await FilledShop.In(platform)).Shop;
        var orders = await Task.WhenAll(Enumerable.Range(0, 10 * AtOnce).Select(i =>
            shop.Order($"many-{i}", $"{FilledShop.Mark}-buyer-{i % AtOnce}", TestShop.Day(60), 1_000)));
        orders.ShouldAllBe(answer => answer.Status == 201);

        var integrity = (await shop.Get("/v1/integrity")).Must(200);
        integrity.Json.GetProperty("ok").GetBoolean().ShouldBeTrue(integrity.Body);
        // Nothing of one shop stays in a session that another one gets next.
        var other = await platform.NewShop();
        (await other.Get("/v1/orders")).Must(200).List("data").ShouldBeEmpty();
        (await shop.Get("/v1/orders")).Must(200).List("data").ShouldNotBeEmpty();
    }

    private async Task<PgBouncer> Bouncer(bool prepared)
    {
        Assert.SkipWhen(PgBouncer.Program is null, Install);
        var version = await PgBouncer.Version();
        Assert.SkipWhen(
            prepared && version < Preparing,
            $"PgBouncer {version} knows no prepared statements (from {Preparing} on).");
        return await PgBouncer.Start(api.Database, prepared, Cancel);
    }

    private async Task<Uri> Instance(PgBouncer bouncer)
    {
        api.Settings.AddRange([$"--{Pools.Pooler}=true", $"--{Database.Migrate}={api.Database}"]);
        var url = await api.Instance(database: bouncer.ConnectionString);
        api.Settings.Clear();
        return url;
    }
}
