namespace SocialCommerce.Commissions.Settlements;

/// <summary>The movements that a run takes for recorded; it waited until no transaction can number others.</summary>
/// <param name="Before">The last one that the run before has seen; null for a run that did not note it.</param>
/// <param name="Now">The last one that this run sees.</param>
internal readonly record struct SeenMovements(long? Before, long Now);
