namespace SocialCommerce.Commissions.Postings;

/// <summary>An accrual and what its movements come to.</summary>
/// <param name="Held">The part of the net that stands on held.</param>
/// <param name="Holds">The number of open holds.</param>
/// <param name="Rejected">Whether a hold ended with the permanent loss of the commission.</param>
/// <param name="OfBalance">Whether it was held out of the balance, so after it matured.</param>
/// <param name="Absorbed">The part of its reversals that the shop bears.</param>
/// <param name="LostTo">By what it was lost, as <c>chargeback:cb1</c>; null where it was not.</param>
public sealed record AccrualNet(
    long AccrualId, string Rule, string Kind, long BeneficiaryKey, string BeneficiaryId, int Depth, string Tier,
    long Amount, long Net, long Held = 0, long Holds = 0, bool Rejected = false,
    bool OfBalance = false, long Absorbed = 0, string[]? LostTo = null)
{
    /// <summary>Whether something holds it.</summary>
    public bool IsHeld => Holds > 0;

    /// <summary>The same once a lost chargeback is reversed; what was lost by something else stays lost.</summary>
    public AccrualNet Regained(string chargebackId) =>
        Rejected && Array.TrueForAll(LostTo ?? [""], cause => cause == $"chargeback:{chargebackId}")
            ? this with { Rejected = false }
            : this;

    /// <summary>The part of the net on pending or available.</summary>
    public long Free => Net - Held;
}
