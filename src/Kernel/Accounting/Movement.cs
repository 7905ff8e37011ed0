namespace SocialCommerce.Kernel.Accounting;

/// <summary>One amount going from one account to another.</summary>
/// <param name="Move">What happened, the account that gives and the one that receives.</param>
/// <param name="Unit">A currency, or <see cref="Movement.Points"/>.</param>
/// <param name="CustomerKey">The person whose account is concerned; 0 when both accounts are the shop's own.</param>
/// <param name="Amount">More than 0, in the unit's smallest part.</param>
/// <param name="SubjectId">What it is about: the accrual, the grant or the statement; 0 for nothing.</param>
public sealed record Movement(LedgerMove Move, string Unit, long CustomerKey, long Amount, long SubjectId)
{
    /// <summary>Prefix of a movement's id.</summary>
    public const string Prefix = "mov";

    /// <summary>The unit of points.</summary>
    public const string Points = "points";
}
