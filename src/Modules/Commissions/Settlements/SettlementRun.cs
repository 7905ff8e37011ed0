using SocialCommerce.Commissions.Statements;

namespace SocialCommerce.Commissions.Settlements;

/// <summary>
/// A settlement run under way: it takes the period's movements from the open cursor, person by person, so that a
/// million of them need no more memory than the largest statement and one part.
/// </summary>
/// <param name="When">The period's end, and when the run is recorded.</param>
/// <param name="Head">The data that its statements share.</param>
/// <param name="LastNumber">The running number of the shop's last statement before it.</param>
/// <param name="Seen">The movements that it takes for recorded.</param>
internal sealed record SettlementRun(
    ShopTransaction Work, PostingContext When, StatementHead Head, long LastNumber, SeenMovements Seen)
{
    private Queue<CarriedBalance> _carries = [];
    private (List<MadeStatement> Made, IReadOnlyList<CarriedBalance> Carried) _unwritten = ([], []);
    private long _statements;
    private long _total;

    private Shop Shop => Head.Shop;

    private DateTimeOffset? Start => Head.Start;

    /// <summary>Settles all who have movements, or what the run before carried, in the order of their keys.</summary>
    public async Task<RunSettlement.RunRow> Settle(IEnumerable<CarriedBalance> carries)
    {
        _carries = new Queue<CarriedBalance>(carries.OrderBy(carry => carry.CustomerKey));
        List<OpenMovement> begun = [];
        for (var part = await Fetch(); part is not null;)
        {
            var more = part.Count == SqlBatch.PartSize;
            begun.AddRange(part);
            // The last one's movements may go on in the next part.
            var end = more ? begun.FindIndex(movement => movement.CustomerKey == begun[^1].CustomerKey) : begun.Count;
            part = end == 0 && more ? await Fetch() : await Settle(begun[..end], more);
            begun.RemoveRange(0, end);
        }
        await Write();
        return new RunSettlement.RunRow(When.OccurredAt, Start, _statements, _total, Seen.Now);
    }

    /// <summary>
    /// Settles these people. While their statements are made, those before are written and the next part, if there is
    /// one, is fetched: no person is in two parts.
    /// </summary>
    private async Task<List<OpenMovement>?> Settle(List<OpenMovement> fresh, bool more)
    {
        var balances = Settlement.Of(fresh, Take(fresh, more), Head.Plan?.Content.MinimumPayout ?? 0);
        var completing = Work.Batch();
        var older = completing.Commissions.CarriedMovements(Shop, balances.Paid, Start, Seen.Before);
        var hashes = completing.Commissions.LastHashes(Shop.Id, balances.Paid);
        await completing.Run(Work.Cancel);

        var meanwhile = WriteAndFetch(more);
        var made = balances.Statements(Head, LastNumber + _statements + 1, older.List, hashes.List);
        var next = await meanwhile;
        _unwritten = (made, balances.Carried);
        _statements += made.Count;
        _total += made.Sum(statement => statement.Statement.Total.Amount);
        return next;
    }

    private async Task<List<OpenMovement>?> WriteAndFetch(bool more)
    {
        await Write();
        return more ? await Fetch() : null;
    }

    private async Task Write()
    {
        if (_unwritten is ([], [])) return;
        var writes = Work.Batch();
        writes.Commissions.RecordRun(When, Shop.Currency, _unwritten.Made, _unwritten.Carried);
        await writes.Run(Work.Cancel);
    }

    private async Task<List<OpenMovement>> Fetch()
    {
        var fetching = Work.Batch();
        var part = fetching.Fetch<OpenMovement>();
        await fetching.Run(Work.Cancel);
        return part.List;
    }

    /// <summary>Takes the balances carried for people up to the last of these; at the end, for all the rest.</summary>
    private List<CarriedBalance> Take(List<OpenMovement> fresh, bool more)
    {
        var taken = new List<CarriedBalance>();
        while (_carries.TryPeek(out var next) && (!more || next.CustomerKey <= fresh[^1].CustomerKey))
            taken.Add(_carries.Dequeue());
        return taken;
    }
}
