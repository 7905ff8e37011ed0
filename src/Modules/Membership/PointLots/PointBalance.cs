namespace SocialCommerce.Membership.PointLots;

/// <summary>
/// A customer's points at a time: the lots in the order in which they are spent, and a debt. Pure. What a lot was
/// granted is what is left of it, has expired, and was taken. There is a debt only where no lot has anything left, so
/// that lots and debt follow from the balance: the lots add up to it where it is more than 0, and else it is the debt.
/// </summary>
/// <param name="Lots">The lot that expires first comes first.</param>
/// <param name="Debt">What later earnings pay back; 0 or more.</param>
/// <param name="Now">The time.</param>
internal sealed record PointBalance(IReadOnlyList<PointLot> Lots, long Debt, DateTimeOffset Now)
{
    /// <summary>The balance of these lots.</summary>
    /// <param name="lots">The customer's lots of which anything is left, and those that the decision is about.</param>
    /// <param name="points">The customer's balance by the ledger; negative: a debt.</param>
    /// <param name="now">The time.</param>
    public static PointBalance Of(IEnumerable<PointLot> lots, long points, DateTimeOffset now) => new(
        [
            .. lots.OrderBy(lot => lot.ExpiresAt ?? DateTimeOffset.MaxValue).ThenBy(lot => lot.ActiveFrom)
                .ThenBy(lot => lot.Key),
        ], Math.Max(0, -points), now);

    /// <summary>What can be spent.</summary>
    public long Active => Lots.Where(IsActive).Sum(lot => lot.Left);

    /// <summary>What can be spent later.</summary>
    public long Pending => Lots.Where(IsPending).Sum(lot => lot.Left);

    /// <summary>Active and pending points, less the debt.</summary>
    public long Total => Active + Pending - Debt;

    /// <summary>Lets go of what has expired and is still in the lots.</summary>
    public (PointBalance After, List<LotPart> Parts) Expire() => After(
        [.. Lots.Where(lot => HasEnded(lot) && lot.Left > 0).Select(lot => new LotPart(lot, -lot.Left))]);

    /// <summary>Takes active points: of the lot that expires first, then of the one active longest.</summary>
    /// <param name="points">At most <see cref="Active"/>.</param>
    public (PointBalance After, List<LotPart> Parts) Spend(long points) => After(Take(Lots.Where(IsActive), points));

    /// <summary>
    /// Takes points back, as granted: of the order's own lot, then of the others as if they were spent, pending ones
    /// last. The rest is a debt.
    /// </summary>
    public (PointBalance After, List<LotPart> Parts) TakeBack(long points)
    {
        var (after, parts) = After(Take(Takeable(), points));
        return (after with { Debt = Debt + points + parts.Sum(part => part.Points) }, parts);
    }

    /// <summary>
    /// Gives points back to the lots that they were taken from, the last one first, as if that much less had been
    /// taken; what was not taken from any goes to the own lot. A debt is paid back by it.
    /// </summary>
    /// <param name="points">What comes back.</param>
    public (PointBalance After, List<LotPart> Parts, List<LotPart> Repaid) Return(long points)
    {
        var (parts, rest) = (new List<LotPart>(), points);
        foreach (var lot in Lots.OrderByDescending(lot => lot.Own).Reverse().Where(lot => lot.Drawn > 0))
        {
            var part = Math.Min(lot.Drawn, rest);
            if (part > 0) parts.Add(new LotPart(lot, part));
            rest -= part;
        }
        if (rest > 0) Add(parts, Lots.Single(lot => lot.Own), rest);
        var (returned, _) = After(parts);
        var (after, repaid) = returned.Repay();
        return (after, parts, repaid);
    }

    /// <summary>Pays a debt back with what is left.</summary>
    public (PointBalance After, List<LotPart> Parts) Repay()
    {
        var (after, parts) = After(Take(Lots, Debt));
        return (after with { Debt = Debt + parts.Sum(part => part.Points) }, parts);
    }

    private bool HasEnded(PointLot lot) => lot.ExpiresAt <= Now;

    private bool IsActive(PointLot lot) => !HasEnded(lot) && lot.ActiveFrom <= Now;

    private bool IsPending(PointLot lot) => !HasEnded(lot) && lot.ActiveFrom > Now;

    /// <summary>The own lot, then active ones, then pending ones.</summary>
    private IEnumerable<PointLot> Takeable() =>
        Lots.Where(lot => !HasEnded(lot)).OrderByDescending(lot => lot.Own).ThenBy(IsPending);

    private (PointBalance After, List<LotPart> Parts) After(List<LotPart> parts)
    {
        var by = parts.ToDictionary(part => part.Lot.Key, part => part.Points);
        return (this with
        {
            Lots = [.. Lots.Select(lot => lot with { Left = lot.Left + by.GetValueOrDefault(lot.Key) })],
        }, parts);
    }

    private static List<LotPart> Take(IEnumerable<PointLot> lots, long points)
    {
        var (parts, rest) = (new List<LotPart>(), points);
        foreach (var lot in lots)
        {
            var part = Math.Min(lot.Left, rest);
            if (part > 0) parts.Add(new LotPart(lot, -part));
            rest -= part;
        }
        return parts;
    }

    private static void Add(List<LotPart> parts, PointLot lot, long points)
    {
        var i = parts.FindIndex(part => part.Lot.Key == lot.Key);
        if (i < 0) parts.Add(new LotPart(lot, points));
        else parts[i] = parts[i] with { Points = parts[i].Points + points };
    }
}
