namespace SocialCommerce.Commissions.Accruals;

/// <summary>A person's matured balance that has not been paid out.</summary>
/// <param name="Balance">In no statement; may be below 0.</param>
/// <param name="HeldOut">The part that is held until a decision.</param>
/// <param name="InStatements">In statements and not submitted to a channel, disputed lines included.</param>
/// <param name="Gone">
/// What was submitted and has not come back, less what the shop has borne of it and what the person has paid back.
/// </param>
public sealed record AvailableBalance(
    long CustomerKey, long Balance, long HeldOut = 0, long InStatements = 0, long Gone = 0);
