namespace SocialCommerce.Commissions.Calculation;

/// <summary>A person's tier history as far as an order's snapshot knows it.</summary>
/// <param name="Entries">The person's entries; later ones than <paramref name="UpTo"/> do not count.</param>
/// <param name="UpTo">The entry that the snapshot names; 0 for none.</param>
public sealed record KnownHistory(IEnumerable<HistoryEntry> Entries, long UpTo)
{
    internal IEnumerable<HistoryEntry> InOrder =>
        Entries.Where(entry => entry.Seq <= UpTo).OrderBy(entry => entry.Seq);
}
