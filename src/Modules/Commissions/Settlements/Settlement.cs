using SocialCommerce.Commissions.Statements;

namespace SocialCommerce.Commissions.Settlements;

/// <summary>The people that a settlement run pays, and those whose balance it carries forward. Pure.</summary>
/// <param name="Paid">People whose balance reaches the minimum, by key.</param>
/// <param name="Carried">All other people with a balance.</param>
/// <param name="Fresh">The period's movements, by person.</param>
internal sealed record Settlement(
    long[] Paid, IReadOnlyList<CarriedBalance> Carried, ILookup<long, OpenMovement> Fresh)
{
    /// <summary>Decides by what was carried into the period and what became eligible in it.</summary>
    /// <param name="fresh">Movements that became eligible in the period.</param>
    /// <param name="carries">The balances that the previous run carried forward.</param>
    /// <param name="minimum">The least that a statement comes to; with 0, what adds up to 0 makes one too.</param>
    public static Settlement Of(
        IEnumerable<OpenMovement> fresh, IEnumerable<CarriedBalance> carries, long minimum)
    {
        var byPerson = fresh.ToLookup(movement => movement.CustomerKey);
        var carried = carries.ToDictionary(carry => carry.CustomerKey, carry => carry.Balance);
        var balances = byPerson.Select(group => group.Key).Union(carried.Keys).Order()
            .Select(key => new CarriedBalance(
                key, carried.GetValueOrDefault(key) + byPerson[key].Sum(movement => movement.Amount)))
            .ToLookup(balance => balance.Balance >= minimum);
        return new Settlement(
            [.. balances[true].Select(balance => balance.CustomerKey)],
            [.. balances[false].Where(balance => balance.Balance != 0)], byPerson);
    }

    /// <summary>The statements of all who are paid.</summary>
    /// <param name="head">The data that the run's statements share.</param>
    /// <param name="firstNumber">The first one's running number; the others follow in the order of keys.</param>
    /// <param name="older">Their movements that earlier runs carried forward.</param>
    /// <param name="hashes">Their latest statements' hashes.</param>
    public List<MadeStatement> Statements(
        StatementHead head, long firstNumber, IEnumerable<OpenMovement> older, IEnumerable<PreviousHash> hashes)
    {
        var carriedIn = older.ToLookup(movement => movement.CustomerKey);
        var previous = hashes.ToDictionary(last => last.CustomerKey, last => last.Hash);
        return [.. Paid.AsParallel().AsOrdered().Select((key, i) =>
        {
            var movements = StatementRules.InOrder(carriedIn[key].Concat(Fresh[key])).ToList();
            var statement = StatementRules.Make(head, firstNumber + i, movements, previous.GetValueOrDefault(key, ""));
            var body = Json.Write(statement);
            return new MadeStatement(key, statement, body, StatementRules.Hash(body), movements);
        })];
    }
}
