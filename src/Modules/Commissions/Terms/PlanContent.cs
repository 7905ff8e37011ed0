using System.Text.Json.Serialization;

namespace SocialCommerce.Commissions.Terms;

/// <summary>
/// What a plan version holds. Immutable once published; all money that an order moves is computed with the version in
/// force when it was paid.
/// </summary>
/// <param name="Rules">The bonuses, in the order in which they run.</param>
/// <param name="PayDepth" example="2">
/// How many ancestors of the buyer may be paid for an order, whatever the kind: 1 to 10; 2 when absent.
/// </param>
/// <param name="HoldDays" example="15">
/// Days from an order's completion until its commission matures, of 24 hours each: 0 to 365; 15 when absent.
/// </param>
/// <param name="AutoCompleteDays" example="15">
/// Days after shipment (or payment) when a line without a completion counts as completed: 0 to 365; 15 when absent.
/// </param>
/// <param name="ReportsShipments">
/// Whether the shop reports shipments, so that what is not shipped does not complete by itself. If not, as when absent,
/// days count from payment, or from a shipment that was reported all the same.
/// </param>
/// <param name="Basis">
/// <c>netPaid</c>, what was paid for the goods, as when absent; or <c>perUnit</c>, the product's commissionable value
/// by quantity, at most what was paid for the line, and 0 for a product that has none.
/// </param>
/// <param name="SelfPurchase">
/// <c>none</c>, as when absent; or <c>asDepth1</c>: a partner's own order pays the partner as at depth 1, and the
/// ancestors stand one depth further.
/// </param>
/// <param name="Compression">
/// <c>none</c>, as when absent; or <c>skip</c>: who may not earn takes no depth, up to 100 people above the buyer.
/// </param>
/// <param name="OrderCapBps" example="10000">
/// The most that all bonuses of an order may come to, in basis points of its basis: 1 to 10,000, as when absent. Rates
/// that could exceed it are refused; amounts per unit are cut by it, the farthest ancestor first.
/// </param>
/// <param name="MinimumPayout">Smaller balances are carried forward; minor units, 0 when absent.</param>
/// <param name="ReturnPolicy">
/// What a refund does to a balance that was paid out: <c>carryDebt</c>, it goes below 0 and later income is netted, as
/// when absent; or <c>withinBalance</c>: it takes what has not left the shop, and the shop bears the rest.
/// </param>
/// <param name="TendersNotCounted" example="points">
/// Kinds of tender that do not count as paid; points and bonus when absent.
/// </param>
/// <param name="DiscountsCounted" example="platform">
/// Funders whose discounts count as paid all the same; the platform's alone when absent.
/// </param>
/// <param name="Perpetual">
/// Whether publishing must prove that no promotion lowers what the ancestors earn; with rates only,
/// without skipping, dates and budgets.
/// </param>
/// <param name="DividendGuarantee">
/// Whether that covers dividends: <c>outside</c>, as when absent, since one more holder lowers each other part of
/// a pool; or <c>inside</c>, with which a perpetual version that has a dividend is refused.
/// </param>
/// <param name="NetOfTax">
/// Whether the tax that prices include is taken out of what was paid: the order's tax is spread over lines and shipping
/// by what was due for each, a line's own tax wins, and what tenders that do not count have paid bears its part. With
/// <c>perUnit</c> it lowers the most that counts of a line. Tax on top of the prices is never part of the basis.
/// Points, growth and spend follow the order settings instead. False when absent, and then not shown.
/// </param>
public sealed record PlanContent(
    [property: Most(PlanContent.MaxRules, IsChecked = true)] IReadOnlyList<PlanRule> Rules,
    [property: Between(1, PlanContent.MaxPayDepth)] int PayDepth = 2,
    [property: Between(0, PlanContent.MaxDays)] int HoldDays = 15,
    [property: Between(0, PlanContent.MaxDays)] int AutoCompleteDays = 15,
    bool ReportsShipments = false,
    string Basis = PlanContent.NetPaid,
    string SelfPurchase = PlanContent.None,
    string Compression = PlanContent.None,
    [property: Between(1, PlanContent.MaxBps)] int OrderCapBps = 10_000,
    [property: Between(0, Money.Limit)] long MinimumPayout = 0,
    string ReturnPolicy = PlanContent.CarryDebt,
    [property: Most(20)] IReadOnlyList<string>? TendersNotCounted = null,
    [property: Most(20)] IReadOnlyList<string>? DiscountsCounted = null,
    bool Perpetual = false,
    string DividendGuarantee = PlanContent.Outside,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool NetOfTax = false)
{
    /// <summary>Basis: what was paid for the goods.</summary>
    public const string NetPaid = "netPaid";

    /// <summary>
    /// Basis: the product's fixed commissionable value times quantity, at most what was paid for the line.
    /// </summary>
    public const string PerUnit = "perUnit";

    /// <summary>Most rules of a plan; for more the kinds of line are not told apart.</summary>
    public const int MaxRules = 50;

    /// <summary>The longest hold, and the longest wait until a line counts as completed.</summary>
    public const int MaxDays = 365;

    /// <summary>All of a basis, in basis points.</summary>
    public const int MaxBps = 10_000;

    /// <summary>The deepest that a plan may pay.</summary>
    public const int MaxPayDepth = 10;

    /// <summary>Neither self-purchase nor compression.</summary>
    public const string None = "none";

    /// <summary>Self-purchase pays as depth 1.</summary>
    public const string AsDepth1 = "asDepth1";

    /// <summary>Compression by skipping.</summary>
    public const string Skip = "skip";

    /// <summary>A balance that was paid out goes negative and is netted from later income.</summary>
    public const string CarryDebt = "carryDebt";

    /// <summary>The reversal is booked in full and the shortfall given back from claw-back loss.</summary>
    public const string WithinBalance = "withinBalance";

    /// <summary>Dividends are outside the perpetual rule's guarantee.</summary>
    public const string Outside = "outside";

    /// <summary>Dividends are inside it, which no way of sharing a pool can keep.</summary>
    public const string Inside = "inside";

    /// <summary>Tenders that are not money, where the plan names none.</summary>
    public static readonly IReadOnlyList<string> DefaultTendersNotCounted = ["points", "bonus"];

    /// <summary>Discounts that a third party pays for, where the plan names none.</summary>
    public static readonly IReadOnlyList<string> DefaultDiscountsCounted = ["platform"];

    /// <summary>The number of levels above the buyer that an order's chain covers.</summary>
    [JsonIgnore]
    public int ChainDepth => Math.Max(Compression == Skip ? MaxSkipDepth : PayDepth + 2, MinChainDepth);

    /// <summary>The rules that orders pay; proofs and worst cases are about these.</summary>
    [JsonIgnore]
    public PlanContent ForOrders => this with { Rules = [.. Rules.Where(rule => rule.IsPaidByOrders)] };

    /// <summary>Whether a rule keeps floors, so that the histories of the chain's tiers are read.</summary>
    [JsonIgnore]
    public bool HasFloors => Rules.Any(rule => rule is { Kind: PlanRule.Differential, FloorBps: > 0 });

    /// <summary>Whether a rule pays amounts per unit, so that quantities are kept.</summary>
    [JsonIgnore]
    public bool PaysPerUnit => Rules.Any(rule => rule.Rates?.Any(rate => rate.UnitMinor is not null) == true);

    /// <summary>Whether a rule has dates, so that orders keep when they were paid beside their chain.</summary>
    [JsonIgnore]
    public bool HasDates => Rules.Any(rule => rule.From is not null || rule.Until is not null);

    /// <summary>Whether a rule has a budget, so that orders reserve what they take of it.</summary>
    [JsonIgnore]
    public bool HasBudgets => Rules.Any(rule => rule.Budget is not null);

    /// <summary>Whether a rule is limited to first orders, so that the buyer's orders are counted.</summary>
    [JsonIgnore]
    public bool HasFirstOrders => Rules.Any(rule => rule.FirstOrders is not null);

    /// <summary>Whether a rule is limited to a time after the binding.</summary>
    [JsonIgnore]
    public bool HasBindingLimits => Rules.Any(rule => rule.ReadsBinding);

    /// <summary>Whether orders keep their place in the buyer's history.</summary>
    [JsonIgnore]
    public bool HasBuyerLimits => HasFirstOrders || HasBindingLimits;

    /// <summary>With <c>skip</c>, how far up those who may earn are looked for.</summary>
    public const int MaxSkipDepth = 100;

    /// <summary>Team sales are counted three levels up, whatever the plan pays.</summary>
    public const int MinChainDepth = 3;
}
