namespace SocialCommerce.Commissions.Accruals;

/// <summary>What a person has that is matured and has not been paid out.</summary>
/// <param name="Balance">In no statement; may be below 0.</param>
/// <param name="HeldOut">What is held out of it, until that is decided.</param>
/// <param name="InStatements">In statements and not submitted to a channel, disputed lines included.</param>
/// <param name="Gone">
/// What was submitted and has not come back, less what the shop has borne of it and what the person has paid back.
/// </param>
public sealed record AvailableBalance(
    long CustomerKey, long Balance, long HeldOut = 0, long InStatements = 0, long Gone = 0);
