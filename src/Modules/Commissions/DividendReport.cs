using System.Globalization;
using System.Numerics;
using SocialCommerce.Kernel;
using SocialCommerce.Kernel.Shops;

namespace SocialCommerce.Commissions;

/// <summary>A period whose pools were shared.</summary>
/// <param name="PeriodStart">Since when: the end of the period before.</param>
/// <param name="PeriodEnd">Until when, that instant not included.</param>
/// <param name="MaturesAt">When the parts mature: the plan's hold after the period's end, not before this run.</param>
/// <param name="RecordedAt">When it was run, by the shop's clock.</param>
/// <param name="Pools">One for each dividend of the plan.</param>
/// <param name="PlanId">The plan version in force at the period's last instant; absent for none.</param>
/// <param name="Profit">The figure that was given.</param>
/// <param name="DecidedBy">Operator who ran it; absent for a backend's key.</param>
/// <param name="PreparedBy">Operator who gave the profit; another person has confirmed it by the run.</param>
public sealed record DividendRun(
    DateTimeOffset PeriodStart, DateTimeOffset PeriodEnd, DateTimeOffset MaturesAt, DateTimeOffset RecordedAt,
    IReadOnlyList<DividendPool> Pools, string? PlanId = null, Money? Profit = null, string? DecidedBy = null,
    string? PreparedBy = null);

/// <summary>A rule's pool of a period.</summary>
/// <param name="RuleId">The rule.</param>
/// <param name="Of"><c>sales</c> or <c>profit</c>.</param>
/// <param name="Earned">Net sales completed in the period less refunds booked in it; or the profit.</param>
/// <param name="CarriedIn">What the period before left below 0.</param>
/// <param name="Base">The two together.</param>
/// <param name="PoolBps">The pool, in basis points of the base.</param>
/// <param name="Pool">The pool, rounded half to even.</param>
/// <param name="Share"><c>equal</c>, <c>weights</c> or <c>teamSales</c>.</param>
/// <param name="Holders">Who held the tier at the period's end.</param>
/// <param name="Weights">What they count for together.</param>
/// <param name="Shared">What was shared: the pool, or nothing where nobody counts.</param>
/// <param name="CarriedOut">What the next period begins with.</param>
/// <param name="Reason">Why nothing was shared: <c>zeroBase</c>, <c>roundedToZero</c>, <c>noHolders</c>
/// where nobody has a part, be it that all weights or team sales are 0.</param>
public sealed record DividendPool(
    string RuleId, string Of, Money Earned, Money CarriedIn, Money Base, int PoolBps, Money Pool, string Share,
    long Holders, string Weights, Money Shared, Money CarriedOut, string? Reason = null);

/// <summary>Why somebody's part is what it is.</summary>
/// <param name="CustomerId">The holder.</param>
/// <param name="RuleId">The rule.</param>
/// <param name="Tier">The tier held at the period's end.</param>
/// <param name="Base">What the pool was taken from.</param>
/// <param name="Pool">The pool.</param>
/// <param name="Weight">What the holder counts for.</param>
/// <param name="Weights">What all count for.</param>
/// <param name="Exact">pool × weight ÷ weights, as a fraction of minor units.</param>
/// <param name="RoundedUp">Whether one of the units that were left went to this part, by its remainder.</param>
/// <param name="Amount">The part.</param>
/// <param name="State"><c>pending</c> or <c>matured</c>; <c>held</c>, or <c>rejected</c> after it was.</param>
/// <param name="MaturesAt">When it matures, or has matured.</param>
public sealed record DividendShare(
    string CustomerId, string RuleId, string Tier, Money Base, Money Pool, long Weight, string Weights, string Exact,
    bool RoundedUp, Money Amount, string State, DateTimeOffset MaturesAt);

/// <summary>A run as it is kept.</summary>
/// <param name="AsKnown">
/// Whether everything was read as it was known at the period's end; earlier releases read what was known at the run.
/// </param>
public sealed record DividendRunRow(
    DateTimeOffset PeriodEnd, DateTimeOffset PeriodStart, long SourceKey, long? PlanKey, long? Profit, string Seen,
    string? DecidedBy, DateTimeOffset RecordedAt, DateTimeOffset MaturesAt, bool AsKnown = true,
    string? PreparedBy = null)
{
    internal const string Columns = """
        r.period_end, r.period_start, r.source_key, r.plan_key, r.profit, r.seen::text as seen, r.decided_by,
        r.recorded_at, s.matures_at, r.as_known, r.prepared_by
        from dividend_runs r join bonus_sources s on s.shop_id = r.shop_id and s.source_key = r.source_key
        """;

    /// <summary>As the API shows it.</summary>
    public DividendRun ToRun(Shop shop, IEnumerable<DividendPoolRow> pools, CommissionSettings settings) => new(
        PeriodStart, PeriodEnd, MaturesAt, RecordedAt,
        [.. pools.Where(pool => pool.PeriodEnd == PeriodEnd).Select(
            pool => pool.ToPool(shop, settings.ByKey(PlanKey)!.Content.Rules.First(rule => rule.RuleId == pool.Rule)))],
        PlanKey is { } key ? PublicId.Of(PlanVersion.Prefix, key) : null,
        Profit is { } profit ? shop.Money(profit) : null, DecidedBy, PreparedBy);
}

/// <summary>A pool as it is kept.</summary>
public sealed record DividendPoolRow(
    DateTimeOffset PeriodEnd, string Rule, long Earned, long CarriedIn, long Pool, string Weights, long Holders)
{
    internal const string Columns = "period_end, rule, earned, carried_in, pool, weights::text as weights, holders";

    /// <summary>Pools as they will be kept.</summary>
    public static IEnumerable<DividendPoolRow> Of(IEnumerable<Dividend> dividends, DateTimeOffset end) => dividends
        .Select(one => new DividendPoolRow(
            end, one.Rule.RuleId, one.Earned, one.CarriedIn, one.Pool, one.Weights.ToString(), one.Parts.Count))
        .OrderBy(pool => pool.Rule, StringComparer.Ordinal);

    /// <summary>What it left below 0.</summary>
    public long CarriedOut => Math.Min(Earned + CarriedIn, 0);

    /// <summary>As the API shows it.</summary>
    public DividendPool ToPool(Shop shop, PlanRule rule) => new(
        Rule, rule.Base ?? PlanRule.OfSales, shop.Money(Earned), shop.Money(CarriedIn), shop.Money(Earned + CarriedIn),
        rule.PoolBps!.Value, shop.Money(Pool), rule.Share ?? PlanRule.Equally, Holders, Weights,
        shop.Money(Weights == "0" ? 0 : Pool), shop.Money(CarriedOut), Reason);

    private string? Reason => Earned + CarriedIn <= 0 ? Reasons.ZeroBase
        : Pool == 0 ? Reasons.RoundedToZero
        : Weights == "0" ? Reasons.NoHolders : null;
}

/// <summary>A part as it is kept, with its pool.</summary>
internal sealed record DividendShareRow(
    long Place, string CustomerId, string Rule, string Tier, long Base, long Pool, long Weight, string Weights,
    long Amount, DateTimeOffset MaturesAt, string? Hold)
{
    public DividendShare ToShare(Shop shop, DateTimeOffset now)
    {
        var weights = BigInteger.Parse(Weights, CultureInfo.InvariantCulture);
        var exact = weights.IsZero ? Exact.Zero : new Exact((BigInteger)Pool * Weight, weights);
        return new DividendShare(
            CustomerId, Rule, Tier, shop.Money(Base), shop.Money(Pool), Weight, Weights,
            exact.ToText(CultureInfo.InvariantCulture), Amount > exact.Numerator / exact.Denominator,
            shop.Money(Amount), Hold ?? (MaturesAt <= now ? "matured" : "pending"), MaturesAt);
    }
}
