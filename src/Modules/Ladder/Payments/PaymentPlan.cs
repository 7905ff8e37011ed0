namespace SocialCommerce.Ladder.Payments;

/// <summary>
/// How an order is paid in parts (定金与尾款、分期). The parts add up to what the buyer owes, shipping and tax on top
/// included. While a part is open, the order neither completes automatically nor matures.
/// </summary>
/// <param name="Kind"><c>deposit</c> (a deposit and its balance) or <c>instalments</c>.</param>
/// <param name="Parts">The parts, in any order; each has a number of its own.</param>
public sealed record PaymentPlan(string Kind, [property: Most(PaymentPlan.MaxParts)] IReadOnlyList<PaymentPart> Parts)
{
    /// <summary>A deposit and its balance.</summary>
    public const string Deposit = "deposit";

    /// <summary>Instalments.</summary>
    public const string Instalments = "instalments";

    /// <summary>Most parts of a plan.</summary>
    public const int MaxParts = 120;

    /// <summary>Every kind.</summary>
    public static readonly IReadOnlyList<string> Kinds = [Deposit, Instalments];

    /// <summary>What all parts come to, in minor units.</summary>
    public long TotalMinor() => Parts.Sum(part => part.Amount.Amount);
}
