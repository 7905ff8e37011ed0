using SocialCommerce.Commissions.Calculation;

namespace SocialCommerce.Commissions.Explanations;

/// <summary>A person in the chain of a promoted partner, as recorded in the histories at that time.</summary>
/// <param name="Key">Internal key.</param>
/// <param name="CustomerId">The merchant's id.</param>
/// <param name="Entries">The tier history.</param>
/// <param name="Bond">The binding to the referrer; null for a person without one.</param>
public sealed record ChainPerson(long Key, string CustomerId, IReadOnlyList<HistoryEntry> Entries, BindingRef? Bond);
