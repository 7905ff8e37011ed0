namespace SocialCommerce.Kernel.Accounting;

/// <summary>One amount going from one account to another.</summary>
/// <param name="Unit">A currency, or <see cref="Movement.Points"/>.</param>
/// <param name="CustomerKey">The person whose account is concerned; 0 when both accounts are the shop's own.</param>
/// <param name="From">Account that gives, one of <see cref="Account"/>.</param>
/// <param name="To">Account that receives.</param>
/// <param name="Amount">More than 0, in the unit's smallest part.</param>
/// <param name="Event">What happened: <c>accrued</c>, <c>reversed</c>, <c>matured</c>, <c>settled</c>, …</param>
/// <param name="SubjectId">What it is about: the accrual, the grant or the statement; 0 for nothing.</param>
public sealed record Movement(
    string Unit, long CustomerKey, string From, string To, long Amount, string Event, long SubjectId)
{
    /// <summary>Prefix of a movement's id.</summary>
    public const string Prefix = "mov";

    /// <summary>The unit of points.</summary>
    public const string Points = "points";
}
