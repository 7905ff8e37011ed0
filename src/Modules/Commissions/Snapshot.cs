using System.Text.Json.Serialization;

namespace SocialCommerce.Commissions;

/// <summary>
/// What an order's commission was computed from, kept with it for ever: refunds, explanations and audits read this and
/// never today's tree or tiers. The names are short because every order carries one.
/// </summary>
/// <param name="Buyer">The buyer's own standing.</param>
/// <param name="Chain">The ancestors, nearest first, as in force at payment.</param>
/// <param name="Lines">The lines with their basis.</param>
/// <param name="PaidAt">When it was paid; kept where a rule of the version has dates.</param>
/// <param name="Reserved">What it may get from each rule with a budget; absent where there is none.</param>
/// <param name="Place">Its place in the buyer's history; kept where a rule of the version is limited by it.</param>
public sealed record Snapshot(
    [property: JsonPropertyName("b")] SnapshotPerson Buyer,
    [property: JsonPropertyName("c")] IReadOnlyList<SnapshotPerson> Chain,
    [property: JsonPropertyName("l")] IReadOnlyList<SnapshotLine> Lines,
    [property: JsonPropertyName("p")] DateTimeOffset? PaidAt = null,
    [property: JsonPropertyName("r")] IReadOnlyList<Reservation>? Reserved = null,
    [property: JsonPropertyName("o")] OrderPlace? Place = null)
{
    /// <summary>The buyer and the ancestors.</summary>
    [JsonIgnore]
    public IEnumerable<SnapshotPerson> People => Chain.Prepend(Buyer);

    /// <summary>What was paid for each line, as the version counts it.</summary>
    [JsonIgnore]
    public long[] Values => [.. Lines.Select(line => line.Value)];

    /// <summary>The same order of the same people, of other tiers.</summary>
    public Snapshot With(IReadOnlyList<SnapshotPerson> people) =>
        this with { Buyer = people[0], Chain = [.. people.Skip(1)] };
}

/// <summary>The most that an order may get from a rule with a budget, reserved when it was paid.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Most">Minor units, for everybody together.</param>
public sealed record Reservation(
    [property: JsonPropertyName("r")] string Rule, [property: JsonPropertyName("m")] long Most);

/// <summary>A person in the snapshot.</summary>
/// <param name="Key">Internal key.</param>
/// <param name="CustomerId">The merchant's id.</param>
/// <param name="Tier">The partner tier held, or null.</param>
/// <param name="TierSeq">Sequence number of the history entry that says so; 0 for none.</param>
/// <param name="Active">Whether the person may earn with it.</param>
/// <param name="Floors">
/// What the person held over the direct downline in this chain before each of that one's promotions; absent where the
/// plan keeps no floors or there were none.
/// </param>
/// <param name="IsHouse">True for the shop's house account in place of a referrer; absent for everyone else.</param>
public sealed record SnapshotPerson(
    [property: JsonPropertyName("k")] long Key,
    [property: JsonPropertyName("i")] string CustomerId,
    [property: JsonPropertyName("t")] string? Tier = null,
    [property: JsonPropertyName("s")] long TierSeq = 0,
    [property: JsonPropertyName("a")] bool Active = true,
    [property: JsonPropertyName("f")] IReadOnlyList<Floor>? Floors = null,
    [property: JsonPropertyName("h")] bool? IsHouse = null)
{
    /// <summary>Null when this person may earn, else the reason why not.</summary>
    [JsonIgnore]
    public string? Bar => Tier is null ? Reasons.NoTier : Active ? null : Reasons.Inactive;
}

/// <summary>A line in the snapshot.</summary>
/// <param name="LineNo">1 for the first line.</param>
/// <param name="Value">What was paid for it, as the version counts it; a refund takes back the same share.</param>
/// <param name="ProductId">The product.</param>
/// <param name="Basis">
/// What commission is computed on when nothing is refunded, exact to four decimals of a minor unit; absent when it is
/// the value.
/// </param>
/// <param name="Class">Product class then.</param>
/// <param name="Rung">Rung of the ladder then.</param>
/// <param name="Quantity">Units sold; kept where the plan pays amounts per unit.</param>
/// <param name="Tax">The included tax that was taken out of the value; absent where there was none.</param>
public sealed record SnapshotLine(
    [property: JsonPropertyName("n")] int LineNo,
    [property: JsonPropertyName("v")] long Value,
    [property: JsonPropertyName("p")] string ProductId,
    [property: JsonPropertyName("u")] decimal? Basis = null,
    [property: JsonPropertyName("c")] string? Class = null,
    [property: JsonPropertyName("r")] string? Rung = null,
    [property: JsonPropertyName("q")] decimal? Quantity = null,
    [property: JsonPropertyName("x")] long? Tax = null);

/// <summary>Why an ancestor gets nothing from a rule, or less (commission.md §7).</summary>
public static class Reasons
{
    public const string NoPlan = "noPlan";
    public const string NoReferrer = "noReferrer";
    public const string BoundLater = "boundLater";
    public const string NoTier = "noTier";
    public const string Inactive = "inactive";
    public const string BeyondPayDepth = "beyondPayDepth";
    public const string NoRate = "noRate";
    public const string TakenBelow = "takenBelow";
    public const string NoPeer = "noPeer";
    public const string CapReached = "capReached";
    public const string OutOfDates = "outOfDates";
    public const string BudgetReached = "budgetReached";
    public const string BeyondFirstOrders = "beyondFirstOrders";
    public const string BindingTooOld = "bindingTooOld";
    public const string NotBound = "notBound";
    public const string ZeroBase = "zeroBase";
    public const string ProductExcluded = "productExcluded";
    public const string RoundedToZero = "roundedToZero";
    public const string Rejected = "rejected";
    public const string NoHolders = "noHolders";
}
