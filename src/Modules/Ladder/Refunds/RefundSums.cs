using SocialCommerce.Ladder.Orders;

namespace SocialCommerce.Ladder.Refunds;

/// <summary>
/// What an order is worth, and what is left of it after its refunds (docs/commission-rules.md#refunds). Only sums
/// count: units returned, amounts refunded by line, and plain amounts that belong to no line. So any split of the same
/// sums, in any order, leaves the same; a refund that is taken out of the sums leaves what would be left without it.
/// Pure.
/// </summary>
/// <param name="Lines">What each line was worth.</param>
/// <param name="Refunds">What has been refunded of each line.</param>
/// <param name="Plain">P: plain amounts refunded, in minor units.</param>
public sealed record RefundSums(IReadOnlyList<LineWorth> Lines, IReadOnlyList<LineRefunds> Refunds, long Plain)
{
    /// <summary>An order of which nothing was refunded.</summary>
    public static RefundSums None(IReadOnlyList<LineWorth> lines) => new(lines, new LineRefunds[lines.Count], 0);

    /// <summary>What the buyer owed for all lines, in minor units.</summary>
    public long Due => Lines.Sum(static line => line.Due);

    /// <summary>The money of all refunds as they were reported: ΣE + P.</summary>
    public long Reported => Enumerable.Range(0, Lines.Count).Sum(Explicit) + Plain;

    /// <summary>The money of all refunds, as far as the buyer had owed it; never more than <see cref="Due"/>.</summary>
    public long Refunded
    {
        get
        {
            var rest = Rest();
            return Due - rest.Sum() + Math.Min(Plain, rest.Sum());
        }
    }

    /// <summary>Whether anything of the goods is refunded.</summary>
    public bool IsRefunded => Plain > 0 || Refunds.Any(static line => line.Units > 0 || line.Amount > 0);

    /// <summary>
    /// Whether all that the buyer owed for the goods is refunded; where nothing was owed, whether all units are back.
    /// </summary>
    public bool IsRefundedWhole => Due > 0
        ? Refunded >= Due
        : IsRefunded && Lines.Zip(Refunds).All(static line => line.Second.Units >= line.First.Quantity);

    /// <summary>
    /// E of a line: the amounts given, and for the units without one their part of what was due, rounded half to even
    /// once for all of them.
    /// </summary>
    public long Explicit(int line) =>
        Refunds[line].Amount + UnitsWorth(Lines[line].Due, Lines[line].Quantity, Refunds[line].Unpriced);

    /// <summary>E of a line, as far as the buyer had owed it.</summary>
    public long RefundedOf(int line) => Math.Min(Explicit(line), Lines[line].Due);

    /// <summary>
    /// left of each line: the same part of v as is left of what was due, rounded half to even; nothing where all units
    /// are back; and by units alone where nothing was due.
    /// </summary>
    public long[] Left()
    {
        var due = LeftDue();
        for (var i = 0; i < due.Length; i++)
        {
            var (line, back) = (Lines[i], Refunds[i].Units);
            due[i] = back >= line.Quantity ? 0
                : line.Due > 0 ? Allocation.RoundHalfEven((Int128)line.Value * due[i], line.Due)
                : UnitsWorth(line.Value, line.Quantity, line.Quantity - back);
        }
        return due;
    }

    /// <summary>
    /// What is left of other values of the same lines. Commission may count a line for another value than points and
    /// spend do.
    /// </summary>
    /// <param name="values">What each line counts for, in line order.</param>
    public long[] LeftOf(IReadOnlyList<long> values) =>
        (this with { Lines = [.. Lines.Select((line, i) => line with { Value = values[i] })] }).Left();

    /// <summary>
    /// What is left of what was due for each line: less E, and less its share of P, spread by what is left with the
    /// largest remainder.
    /// </summary>
    public long[] LeftDue()
    {
        var rest = Rest();
        if (Plain == 0) return rest;
        var shares = Spread(Math.Min(Plain, rest.Sum()), rest);
        for (var i = 0; i < rest.Length; i++) rest[i] -= shares[i];
        return rest;
    }

    /// <summary>The sums with a refund added.</summary>
    public RefundSums With(IReadOnlyList<LineRefunds> refunds, long plain) =>
        this with { Refunds = [.. Refunds.Zip(refunds, static (a, b) => a + b)], Plain = Plain + plain };

    /// <summary>The sums with a refund taken out again.</summary>
    public RefundSums Without(IReadOnlyList<LineRefunds> refunds, long plain) =>
        this with { Refunds = [.. Refunds.Zip(refunds, static (a, b) => a - b)], Plain = Plain - plain };

    /// <summary>What so many units of a line are worth: their part of an amount, rounded half to even.</summary>
    public static long UnitsWorth(long amount, decimal quantity, decimal units) => units == 0 || quantity == 0
        ? 0
        : Allocation.RoundHalfEven((Int128)amount * Quantity.Parts(units), Quantity.Parts(quantity));

    private long[] Spread(long amount, long[] weights)
    {
        if (Lines.All(static line => line.Place == 0)) return Allocation.LargestRemainder(amount, weights);
        int[] order = [.. Enumerable.Range(0, weights.Length).OrderBy(line => Lines[line].Place)];
        var parts = Allocation.LargestRemainder(amount, Array.ConvertAll(order, line => weights[line]));
        var shares = new long[weights.Length];
        for (var i = 0; i < order.Length; i++) shares[order[i]] = parts[i];
        return shares;
    }

    private long[] Rest()
    {
        var rest = new long[Lines.Count];
        for (var i = 0; i < rest.Length; i++) rest[i] = Math.Max(0, Lines[i].Due - Explicit(i));
        return rest;
    }
}
