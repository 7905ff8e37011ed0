using SocialCommerce.Kernel;

namespace SocialCommerce.Commissions;

/// <summary>A statement with its bytes.</summary>
public sealed record MadeStatement(
    long CustomerKey, Statement Statement, string Body, string Hash, IReadOnlyList<OpenMovement> Movements);
