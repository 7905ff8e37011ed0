namespace SocialCommerce.Commissions.Settlements;

/// <summary>Which movements a run takes for recorded: it has waited until no transaction may number others.</summary>
/// <param name="Before">The last one that the run before has seen; null for a run that did not note it.</param>
/// <param name="Now">The last one that this run sees.</param>
internal readonly record struct SeenMovements(long? Before, long Now);
