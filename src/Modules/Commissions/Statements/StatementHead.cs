using SocialCommerce.Commissions.Terms;

namespace SocialCommerce.Commissions.Statements;

/// <summary>The data that all statements of a run share.</summary>
/// <param name="Shop">The shop.</param>
/// <param name="Start">End of the run before, or null for the first run.</param>
/// <param name="End">The period's end.</param>
/// <param name="Issuer">The shop by law, as in force at the period's last instant.</param>
/// <param name="Plan">The plan version in force then, or null.</param>
internal sealed record StatementHead(Shop Shop, DateTimeOffset? Start, DateTimeOffset End, Issuer? Issuer, Plan? Plan);
