using SocialCommerce.Commissions.Statements;
using SocialCommerce.Payouts.Transfers;

namespace SocialCommerce.Flows.Statements;

/// <summary>What a statement's page shows.</summary>
/// <param name="Statement">The statement.</param>
/// <param name="Hash">SHA-256 of its bytes.</param>
/// <param name="Payout">What it would come to if it were paid out now.</param>
/// <param name="Payee">The payee's legal name, or null where none is entered.</param>
/// <param name="TimeZone">The zone in which times are shown.</param>
internal sealed record ShownStatement(
    Statement Statement, string Hash, PayoutPreview Payout, string? Payee, string TimeZone);
