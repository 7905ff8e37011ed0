using Npgsql;
using Shouldly;
using SocialCommerce.Commissions.Dividends;
using SocialCommerce.Commissions.Settings;
using SocialCommerce.Commissions.Terms;
using SocialCommerce.Commissions.Tiers;
using SocialCommerce.Kernel.Accounting;
using SocialCommerce.Kernel.Database;
using Xunit;

namespace SocialCommerce.ApiTests.Flows.Tiers;

/// <summary>In whatever order an event's promotions stand, they pay the same people.</summary>
public sealed class PromotionOrderTests(TestApi api) : IClassFixture<TestApi>
{
    private const int Families = 10_000;

    private static readonly string?[] TierIds = [null, "T1", "T2", "T3"];

    private static readonly CommissionSettings Settings = new(
        [.. TierIds.Skip(1).Select(id => new PartnerTier(id!, id!))],
        [
            new Plan(1, "published", new PlanContent([new PlanRule("once", PlanRule.PeerOnce, AmountMinor: 500)]),
                DateTimeOffset.UnixEpoch),
        ], []);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>
    /// Each family is a case of its own: three people below one another, of whom any are promoted at once.
    /// </summary>
    [Fact]
    public async Task Ten_thousand_families_are_paid_alike()
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var people = Enumerable.Range(0, Families).SelectMany(family => Family(family, random)).ToList();
        var due = people.Where(IsDue).Select(one => $"{one.Id} {one.Referrer!.Id}").Order(StringComparer.Ordinal)
            .ToList();
        due.Count.ShouldBeInRange(Families / 10, Families, $"seed {seed}");
        (await Paid(people, ids => ids)).ShouldBe(due, customMessage: $"seed {seed}");
        (await Paid(people, ids => ids.Reverse())).ShouldBe(due, customMessage: $"seed {seed}");
        (await Paid(people, ids => ids.OrderBy(_ => random.Next()))).ShouldBe(due, customMessage: $"seed {seed}");
    }

    private static bool IsDue(Member one) => one is { To: { } to, Referrer: { } referrer }
        && PeerOnceBonus.IsDue(Settings.Tiers, to, referrer.From, referrer.Active);

    private static IEnumerable<Member> Family(int family, Random random)
    {
        Member? referrer = null;
        for (var depth = 0; depth < 3; depth++)
        {
            var from = random.Next(TierIds.Length);
            var active = random.Next(5) > 0;
            var to = random.Next(TierIds.Length);
            yield return referrer = new Member(
                $"f{family}-{depth}", referrer, TierIds[from], active, active && to > from ? TierIds[to] : null);
        }
    }

    /// <summary>Who was paid for whom, in a shop where all are promoted in one event, in this order.</summary>
    private async Task<List<string>> Paid(
        IReadOnlyList<Member> people, Func<IEnumerable<Promotion>, IEnumerable<Promotion>> order)
    {
        var shop = long.Parse((await api.NewShop()).ShopKey, System.Globalization.CultureInfo.InvariantCulture);
        var keys = await Make(shop, people);
        var promotions = order(people.Where(one => one.To is not null).Select(one => new Promotion(
            keys[one.Id].Key, one.Id, one.From, one.To!, keys[one.Id].Seq,
            one.Referrer is { } referrer ? keys[referrer.Id].Key : null))).ToList();
        var at = DateTimeOffset.UnixEpoch.AddDays(1);
        await new Db(api.App).Write(shop, async transaction =>
        {
            var batch = transaction.Batch();
            batch.Commissions.Promote(
                new PostingContext(shop, at, at), Promotion.ByNumbers, "GBP", Settings, promotions);
            await batch.Commit(Cancel);
            return true;
        }, Cancel);
        return [.. (await Rows(PaidSql, shop, [], [], [])).Select(row => $"{row.Item1}")];
    }

    private async Task<Dictionary<string, (long Key, long Seq)>> Make(long shop, IReadOnlyList<Member> people) =>
        (await Rows(
            MakeSql, shop, [.. people.Select(one => one.Id)], [.. people.Select(one => one.From)],
            [.. people.Select(one => one.Active)]))
        .ToDictionary(row => row.Item1, row => (row.Item2, row.Item3), StringComparer.Ordinal);

    private async Task<List<(string, long, long)>> Rows(
        string sql, long shop, string[] ids, string?[] tiers, bool[] active)
    {
        await using var command = api.Owner.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = shop });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = ids });
        command.Parameters.Add(new NpgsqlParameter<string?[]> { TypedValue = tiers });
        command.Parameters.Add(new NpgsqlParameter<bool[]> { TypedValue = active });
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        var rows = new List<(string, long, long)>();
        while (await reader.ReadAsync(Cancel)) rows.Add((reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2)));
        return rows;
    }

    private sealed record Member(string Id, Member? Referrer, string? From, bool Active, string? To);

    private const string MakeSql = """
        with made as (
            insert into customers (shop_id, customer_id, created_at, seen_at)
            select $1, id, 'epoch', 'epoch' from unnest($2) as id
            returning customer_key, customer_id),
        held as (
            insert into partner_history (shop_id, customer_key, previous_seq, tier, active, cause, recorded_at)
            select $1, made.customer_key, 0, p.tier, p.active, 'conditions', 'epoch'
            from made join unnest($2, $3, $4) as p(id, tier, active) on p.id = made.customer_id
            where p.tier is not null
            returning customer_key, seq)
        select made.customer_id, made.customer_key, coalesce(held.seq, 0)
        from made left join held on held.customer_key = made.customer_key
        """;

    private const string PaidSql = """
        select c.customer_id || ' ' || r.customer_id, a.amount, a.accrual_id
        from promotion_bonuses b
        join customers c on c.shop_id = $1 and c.customer_key = b.customer_key
        join customers r on r.shop_id = $1 and r.customer_key = b.referrer_key
        join accruals a on a.shop_id = $1 and a.source_kind = 'promotion' and a.source_id = b.source_key
            and a.beneficiary_key = b.referrer_key and a.amount = 500
        where b.shop_id = $1 and $2::text[] is not null and $3::text[] is not null and $4::boolean[] is not null
        order by (c.customer_id || ' ' || r.customer_id) collate "C"
        """;
}
