using SocialCommerce.Commissions.Statements;

namespace SocialCommerce.Commissions.Settlements;

/// <summary>A statement with its bytes.</summary>
internal sealed record MadeStatement(
    long CustomerKey, Statement Statement, string Body, string Hash, IReadOnlyList<OpenMovement> Movements);
