namespace SocialCommerce.Ladder.PaidCurrencies;

/// <summary>An order that was paid in another currency than the shop's.</summary>
/// <param name="PaidIn">What the buyer paid, as JSON.</param>
/// <param name="OwedMinor">What the buyer owed for it when it was paid, in the shop's minor units.</param>
public sealed record PaidOrder(string PaidIn, long OwedMinor)
{
    /// <summary>What the buyer paid.</summary>
    public PaidIn Read() => Json.Read<PaidIn>(PaidIn);
}
