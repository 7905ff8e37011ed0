namespace SocialCommerce.Kernel.Accounting;

/// <summary>What a source knows of a movement.</summary>
/// <param name="Kind">The kind of document.</param>
/// <param name="Id">Its id; null where it is made of prefix and key.</param>
/// <param name="Prefix">Prefix of an id that the API mints.</param>
/// <param name="Key">The key in such an id.</param>
internal sealed record DocumentRow(
    long MovementId, string Kind, string? Id, string? Prefix, long? Key, string? Rule, string? RuleKind)
{
    /// <summary>The document.</summary>
    public Document ToDocument() => new(Kind, Id ?? PublicId.Of(Prefix!, Key!.Value));
}

/// <summary>Finds the documents of movements, whichever module has booked them.</summary>
/// <param name="modules">What the modules declare.</param>
public sealed class Documents(ModuleCatalogue modules)
{
    /// <summary>The documents of some movements, by their keys, in one round trip.</summary>
    /// <param name="db">The way to the database.</param>
    /// <param name="shopId">The shop.</param>
    /// <param name="events">The event of each movement, by the movement's key.</param>
    /// <param name="cancel">Cancelled when the caller went away.</param>
    public async Task<IReadOnlyDictionary<long, Documented>> Of(
        Db db, long shopId, IReadOnlyDictionary<long, string> events, CancellationToken cancel)
    {
        var found = new Dictionary<long, Documented>(events.Count);
        var asked = modules.Documents.Select(source => (source.Sql, Movements: Of(source, events)))
            .Where(one => one.Movements.Length > 0).ToList();
        if (asked.Count == 0) return found;
        List<PendingRows<DocumentRow>> answers = [];
        await db.Read(shopId, batch =>
        {
            answers = [.. asked.Select(one => batch.Rows<DocumentRow>(one.Sql, new
            {
                shop = shopId,
                movements = one.Movements,
            }))];
            return answers[^1];
        }, cancel);
        foreach (var row in answers.SelectMany(answer => answer.List))
        {
            var known = found.GetValueOrDefault(row.MovementId, Documented.Nothing);
            found[row.MovementId] = new Documented(
                known.Document ?? row.ToDocument(), known.Rule ?? row.Rule, known.RuleKind ?? row.RuleKind);
        }
        return found;
    }

    private static long[] Of(DocumentSource source, IReadOnlyDictionary<long, string> events) =>
        [.. events.Where(one => source.Events.Contains(one.Value)).Select(one => one.Key)];
}
