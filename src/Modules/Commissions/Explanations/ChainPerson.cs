using SocialCommerce.Commissions.Calculation;

namespace SocialCommerce.Commissions.Explanations;

/// <summary>Somebody in the chain of a person who was promoted, as the histories knew one then.</summary>
/// <param name="Key">Internal key.</param>
/// <param name="CustomerId">The merchant's id.</param>
/// <param name="Entries">The tier history.</param>
/// <param name="Bond">The binding to the next one above; null for whoever has nobody there.</param>
public sealed record ChainPerson(long Key, string CustomerId, IReadOnlyList<HistoryEntry> Entries, BindingRef? Bond);
