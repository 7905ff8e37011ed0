namespace SocialCommerce.Ladder.Payments;

/// <summary>A part of a payment plan with what has happened to it, in minor units.</summary>
/// <param name="Part">The part as it was agreed.</param>
/// <param name="PaidMinor">Paid for it.</param>
/// <param name="WrittenOffMinor">Written off.</param>
/// <param name="PaidUpAt">When nothing of it was open any more; null while something is.</param>
public sealed record PartState(PaymentPart Part, long PaidMinor, long WrittenOffMinor, DateTimeOffset? PaidUpAt)
{
    /// <summary>What is open.</summary>
    public long OpenMinor => Part.Amount.Amount - PaidMinor - WrittenOffMinor;
}
