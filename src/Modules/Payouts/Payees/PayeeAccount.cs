namespace SocialCommerce.Payouts.Payees;

/// <summary>An account of a payee.</summary>
/// <param name="AccountId">Its id.</param>
/// <param name="Channel"><c>manual</c> or <c>wechat</c>.</param>
/// <param name="Masked" example="…3445">Enough to recognise it by.</param>
/// <param name="ProposedAt">When it was entered.</param>
/// <param name="ProposedBy" example="li.na">Who entered it; absent where the shop's backend did.</param>
/// <param name="ApprovedAt">When a second person approved it; absent until then.</param>
/// <param name="ApprovedBy" example="li.na">Who approved it.</param>
/// <param name="UsableFrom">From when it is paid to: after a change payouts pause.</param>
/// <param name="FirstApprovedBy" example="wang.fang">
/// The first of the two people who approve an account that a backend entered; absent for others.
/// </param>
internal sealed record PayeeAccount(
    string AccountId, string Channel, string Masked, DateTimeOffset ProposedAt, string? ProposedBy,
    DateTimeOffset? ApprovedAt, string? ApprovedBy, DateTimeOffset? UsableFrom, string? FirstApprovedBy = null)
{
    /// <summary>Prefix of ids.</summary>
    internal const string Prefix = "pac";
}
