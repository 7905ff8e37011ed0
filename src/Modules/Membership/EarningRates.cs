namespace SocialCommerce.Membership;

/// <summary>What an order's value earns, and what its refunds leave.</summary>
/// <param name="Version">0 until the shop sets something.</param>
/// <param name="PointsBps">Points per minor unit of value, in basis points.</param>
/// <param name="GrowthBps">Growth per minor unit of value, in basis points.</param>
/// <param name="Terms">Exceptions; null: none.</param>
/// <param name="RecordedAt">When this version came into force.</param>
public sealed record EarningRates(
    int Version, int PointsBps, int GrowthBps, EarningTerms? Terms = null, DateTimeOffset RecordedAt = default)
{
    /// <summary>One point and one growth per 100 minor units.</summary>
    public static readonly EarningRates Default = new(0, 100, 100);

    /// <summary>What a line earns: by the first rule that it fits, else at the general rates.</summary>
    public (int PointsBps, int GrowthBps) Of(PaidLine line)
    {
        foreach (var rule in Terms?.Rules ?? [])
            if (rule.Takes(line)) return (rule.PointsPerUnitBps, rule.GrowthPerUnitBps);
        return (PointsBps, GrowthBps);
    }
}

/// <summary>What differs from the general rates.</summary>
/// <param name="Rules">The first that a line fits counts.</param>
/// <param name="AfterRefund">What a refund leaves of tiers; null: nothing that was reached by it.</param>
/// <param name="GiftCards">When gift cards earn; null: the plan's values, whatever is bought and paid with.</param>
public sealed record EarningTerms(
    EarningRule[]? Rules = null, AfterRefund? AfterRefund = null, GiftCards? GiftCards = null);

/// <summary>Rates of some lines. A line fits all of the lists that the rule gives; at least one is given.</summary>
/// <param name="PointsPerUnitBps">Points per minor unit of value, in basis points.</param>
/// <param name="GrowthPerUnitBps">Growth per minor unit of value, in basis points.</param>
/// <param name="Products">Products by their ids.</param>
/// <param name="Classes">Product classes, as declared when the order is recorded.</param>
/// <param name="Rungs">Rungs of the product ladder, as declared when the order is recorded.</param>
public sealed record EarningRule(
    int PointsPerUnitBps, int GrowthPerUnitBps, string[]? Products = null, string[]? Classes = null,
    string[]? Rungs = null)
{
    internal bool Takes(PaidLine line) =>
        Products?.Contains(line.ProductId) != false
        && Classes?.Contains(line.Class) != false
        && Rungs?.Contains(line.Rung) != false;
}

/// <summary>What a refund leaves of member tiers.</summary>
/// <param name="ProductTier">
/// <c>end</c>: what refunded units gave ends when the refund happened; <c>keep</c>: it stands.
/// </param>
/// <param name="GrowthTier">
/// <c>fall</c>: a tier without a period ends when growth falls below it; <c>keep</c>: it stands. A tier with a period
/// stands to the period's end either way.
/// </param>
public sealed record AfterRefund(string ProductTier = AfterRefund.End, string GrowthTier = AfterRefund.Fall)
{
    /// <summary>What refunded units gave ends.</summary>
    public const string End = "end";

    /// <summary>Growth below a tier without a period ends it.</summary>
    public const string Fall = "fall";

    /// <summary>What was reached stands.</summary>
    public const string Keep = "keep";

    /// <summary>What counts where the shop says nothing.</summary>
    public static readonly AfterRefund Default = new();
}

/// <summary>When a gift card earns: once, when it is bought or when it is used.</summary>
/// <param name="Earn"><c>whenBought</c> or <c>whenUsed</c>.</param>
/// <param name="Classes">Product classes that are gift cards; used ones are the tender <c>giftCard</c>.</param>
public sealed record GiftCards(string Earn, string[] Classes)
{
    /// <summary>The card's own line earns; what is paid with the tender <c>giftCard</c> does not.</summary>
    public const string WhenBought = "whenBought";

    /// <summary>What is paid with the tender <c>giftCard</c> earns; the card's own line does not.</summary>
    public const string WhenUsed = "whenUsed";

    /// <summary>The tender by which a gift card is used.</summary>
    public const string Tender = "giftCard";

    /// <summary>The tender kinds on which nothing is earned, where a plan does not count these.</summary>
    public IReadOnlyCollection<string> NotEarning(IReadOnlyCollection<string> notCounted) => Earn == WhenBought
        ? [.. notCounted.Union([Tender])]
        : [.. notCounted.Except([Tender])];

    internal bool Excludes(PaidLine line) => Earn == WhenUsed && Classes.Contains(line.Class);
}
