using SocialCommerce.Membership.Earning;
using SocialCommerce.Membership.Tiers;

namespace SocialCommerce.Membership.Terms;

/// <summary>
/// What an order gives and at which rates, fixed when it is recorded: refunds take back by the same. Pure.
/// </summary>
/// <param name="ValueMinor">On what it earns in all.</param>
/// <param name="PointsBps">The general rate of points.</param>
/// <param name="GrowthBps">The general rate of growth.</param>
/// <param name="Lines">Line by line, where not every line earns on its whole value at the general rates.</param>
/// <param name="Gives">Tiers that it gives.</param>
/// <param name="Cap">The most points that it earns; null: no cap.</param>
/// <param name="Basis">What is asked of the buyer's history; null: nothing.</param>
/// <param name="Facts">What the history says; null while it was not asked.</param>
public sealed record GrantTerms(
    long ValueMinor, int PointsBps, int GrowthBps, LineTerms[]? Lines, IReadOnlyList<Giving> Gives,
    long? Cap = null, EarningBasis? Basis = null, EarningFacts? Facts = null)
{
    private const int BpsPerUnit = 10_000;

    /// <summary>The terms of an order that gives nothing.</summary>
    public static readonly GrantTerms Nothing = new(0, 0, 0, null, []);

    /// <summary>What the whole order earns: exact sums over the lines, rounded down once.</summary>
    public MembershipStanding Whole => Lines is null
        ? Of(ValueMinor)
        : Sum(Lines.Select(line => (line, line.Base)));

    /// <summary>The lines of the whole order; as one where all of them earn at the general rates.</summary>
    internal IReadOnlyCollection<(LineTerms Terms, long Base)> WholeLines => Lines is null
        ? [(AtGeneralRates, ValueMinor)]
        : [.. Lines.Select(line => (line, line.Base))];

    private LineTerms AtGeneralRates => new(ValueMinor, PointsBps, GrowthBps);

    /// <summary>What an order earns under a shop's settings at its payment.</summary>
    public static GrantTerms Of(MemberCatalogue catalogue, IReadOnlyList<PaidLine> lines, DateTimeOffset paidAt)
    {
        var rates = catalogue.RatesAt(paidAt);
        var cards = rates.Terms?.GiftCards;
        var terms = new LineTerms[lines.Count];
        var plain = true;
        for (var i = 0; i < terms.Length; i++)
        {
            var line = lines[i];
            var (points, growth) = rates.Of(line, paidAt);
            var earning = cards?.Excludes(line) == true ? 0 : line.EarningMinor ?? line.ValueMinor;
            terms[i] = new LineTerms(earning, points, growth, LineRule.Of(rates.Terms?.Points, line, paidAt));
            plain &= earning == line.ValueMinor && terms[i].Rules is null
                && (points, growth) == (rates.PointsBps, rates.GrowthBps);
        }
        return new GrantTerms(
            terms.Sum(line => line.Base), rates.PointsBps, rates.GrowthBps, plain ? null : terms,
            Gifts(catalogue, lines, paidAt), rates.Terms?.Points?.MaxPerOrder);
    }

    /// <summary>What stands when so much is left of the lines; 0 when nothing is.</summary>
    public MembershipStanding After(IReadOnlyCollection<LineLeft> left)
    {
        if (Lines is not null) return Sum(left.Select(rest => (Lines[rest.LineNo - 1], BaseOf(rest))));
        return Of(ValueAfter(left));
    }

    /// <summary>On what it still earns when so much is left of the lines.</summary>
    public long ValueAfter(IReadOnlyCollection<LineLeft> left) => left.Sum(BaseOf);

    private long BaseOf(LineLeft rest)
    {
        if (Lines is null) return rest.ValueLeft;
        var whole = Lines[rest.LineNo - 1].Base;
        if (rest.Of > 0) return Allocation.RoundHalfEven((Int128)whole * rest.Left, rest.Of);
        return rest.UnitsLeft > 0 ? whole : 0;
    }

    /// <summary>The tiers that these lines give.</summary>
    public static List<Giving> Gifts(
        MemberCatalogue catalogue, IReadOnlyList<PaidLine> lines, DateTimeOffset paidAt)
    {
        var gives = new List<Giving>();
        for (var i = 0; i < lines.Count; i++)
            if (catalogue.GivenBy(lines[i].ProductId, paidAt) is { } tier)
                gives.Add(new Giving(i + 1, tier.TierId, tier.ValidityDays, lines[i].Quantity, tier.UpgradeBps));
        return gives;
    }

    private MembershipStanding Of(long value) => Facts is not null
        ? Judged([(AtGeneralRates, value)], (Int128)value * GrowthBps, value)
        : Standing((Int128)value * PointsBps, (Int128)value * GrowthBps, value);

    private MembershipStanding Sum(IEnumerable<(LineTerms Terms, long Base)> lines)
    {
        if (Facts is not null)
        {
            (LineTerms Terms, long Base)[] left = [.. lines];
            return Judged(
                left, left.Aggregate((Int128)0, (sum, one) => sum + ((Int128)one.Base * one.Terms.Growth)),
                left.Sum(one => one.Base));
        }
        Int128 points = 0, growth = 0, spend = 0;
        foreach (var (terms, left) in lines)
        {
            points += (Int128)left * terms.Points;
            growth += (Int128)left * terms.Growth;
            spend += left;
        }
        return Standing(points, growth, (long)spend);
    }

    private MembershipStanding Judged(
        IReadOnlyCollection<(LineTerms Terms, long Base)> left, Int128 growth, long spend) => new(
        Math.Min(EarnedPoints.BeforeCaps(this, left), EarnedPoints.Cap(this) ?? long.MaxValue), Share(growth), spend);

    private MembershipStanding Standing(Int128 points, Int128 growth, long spend) =>
        new(Math.Min(Share(points), Cap ?? long.MaxValue), Share(growth), spend);

    private static long Share(Int128 product) => (long)(product / BpsPerUnit);
}
