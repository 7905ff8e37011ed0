using SocialCommerce.Ladder.Orders;

namespace SocialCommerce.Ladder.Amendments;

/// <summary>
/// An order as its amendments leave it: laid over the report of the order in the order of their own times, whichever
/// was heard first. Pure.
/// </summary>
/// <param name="Content">
/// The order with the lines that have units: those of the report first, then added ones in the order in which
/// amendments first named them. So a remainder goes to the same line whatever was heard first.
/// </param>
/// <param name="LineNos">The number of each of those lines.</param>
/// <param name="Lines">
/// Every line by its number; one that was taken off has no units, one that none of these amendments names is null.
/// </param>
public sealed record AmendedOrder(
    OrderContent Content, IReadOnlyList<int> LineNos, IReadOnlyList<OrderLine?> Lines)
{
    /// <summary>Lays amendments over an order.</summary>
    /// <param name="original">The order as it was reported.</param>
    /// <param name="added">Ids of all lines that amendments have added, in the order of their numbers.</param>
    /// <param name="amendments">The amendments, in any order.</param>
    public static AmendedOrder Of(
        OrderContent original, IReadOnlyList<string> added, IEnumerable<OrderAmendment> amendments)
    {
        OrderLine?[] lines = [.. original.Lines, .. added.Select(_ => (OrderLine?)null)];
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < lines.Length; i++)
            numbers[lines[i]?.LineId ?? added[i - original.Lines.Count]] = i;
        var places = Enumerable.Range(0, original.Lines.Count).ToList();
        var content = original;
        foreach (var amendment in Sorted(amendments))
        {
            foreach (var back in amendment.Returned ?? [])
                if (numbers.TryGetValue(back.LineId, out var at) && lines[at] is { Quantity: > 0 } line)
                    lines[at] = Without(line, back.Quantity);
            foreach (var line in amendment.Lines ?? [])
            {
                var at = numbers[line.LineId];
                if (lines[at] is null) places.Add(at);
                lines[at] = line.ToLine(lines[at]);
            }
            content = content with
            {
                Shipping = amendment.Shipping ?? content.Shipping,
                Tax = amendment.Tax ?? content.Tax,
                Tenders = Now(amendment.Tenders, content.Tenders),
                Discounts = Now(amendment.Discounts, content.Discounts),
                Fees = Now(amendment.Fees, content.Fees),
            };
        }
        places.RemoveAll(at => lines[at]!.Quantity == 0);
        return new AmendedOrder(
            Limited(content with { Lines = [.. places.Select(at => lines[at]!)] }), [.. places.Select(at => at + 1)],
            lines);
    }

    /// <summary>An order by its rows and its amendments.</summary>
    public static AmendedOrder Of(
        OrderContents.OrderHeader header, IReadOnlyCollection<OrderContents.LineRow> rows,
        IEnumerable<KeptAmendment> amendments, string currency) => Of(
        OrderContents.Content(header, rows, currency),
        [.. rows.Where(row => row.AddedIn is not null).Select(row => row.LineId)],
        amendments.Select(one => one.Content));

    /// <summary>Amendments in the order in which they hold: by their own times, then by id (ordinal).</summary>
    public static IOrderedEnumerable<OrderAmendment> Sorted(IEnumerable<OrderAmendment> amendments) =>
        amendments.OrderBy(one => one.AmendedAt).ThenBy(one => one.AmendmentId, StringComparer.Ordinal);

    /// <summary>Amounts of the lines that have units, by the numbers of all lines; 0 for the others.</summary>
    public long[] Expand(IReadOnlyList<long> amounts)
    {
        var all = new long[Lines.Count];
        for (var i = 0; i < amounts.Count; i++) all[LineNos[i] - 1] = amounts[i];
        return all;
    }

    /// <summary>What each line is worth, by its number.</summary>
    /// <param name="dues">What was due for each line that has units.</param>
    /// <param name="values">What each of them counts for.</param>
    public LineWorth[] Worths(IReadOnlyList<long> dues, IReadOnlyList<long> values)
    {
        var all = new LineWorth[Lines.Count];
        for (var i = 0; i < LineNos.Count; i++)
            all[LineNos[i] - 1] = new LineWorth(Content.Lines[i].Quantity, dues[i], values[i], i);
        return all;
    }

    /// <summary>
    /// Whether discounts on the order are more than was due for its lines, so that they count in part.
    /// </summary>
    public bool IsOverDiscounted(OrderContent original, IEnumerable<OrderAmendment> amendments)
    {
        var reported = Sorted(amendments).LastOrDefault(one => one.Discounts is not null)?.Discounts
            ?? original.Discounts;
        return Sum(reported) != Sum(Content.Discounts);
    }

    /// <summary>Discounts on the order count up to what was due for its lines with its fees.</summary>
    private static OrderContent Limited(OrderContent order)
    {
        if (order.Lines.Count == 0) return order with { Discounts = null, Fees = null };
        if (order.Discounts is not { Count: > 0 } discounts) return order;
        var rest = Math.Max(0, order.Lines.Sum(LineValues.Net) + (order.Fees?.Sum(fee => fee.Amount.Amount) ?? 0));
        var counted = new List<Discount>(discounts.Count);
        foreach (var discount in discounts)
        {
            var amount = Math.Min(discount.Amount.Amount, rest);
            rest -= amount;
            counted.Add(discount with { Amount = discount.Amount with { Amount = amount } });
        }
        return order with { Discounts = counted };
    }

    /// <summary>A line without some of its units; amounts of the whole line keep the share of the others.</summary>
    private static OrderLine Without(OrderLine line, decimal units)
    {
        var left = Math.Max(0, line.Quantity - units);
        return line with
        {
            Quantity = left,
            Total = Share(line.Total),
            Discounts = line.Discounts is null
                ? null
                : [.. line.Discounts.Select(discount => discount with { Amount = Share(discount.Amount)! })],
            Tax = Share(line.Tax),
        };

        Money? Share(Money? whole) => whole is null ? null : whole with
        {
            Amount = Allocation.RoundHalfEven(
                (Int128)whole.Amount * Quantity.Parts(left), Quantity.Parts(line.Quantity)),
        };
    }

    private static long Sum(IReadOnlyList<Discount>? discounts) =>
        discounts?.Sum(discount => discount.Amount.Amount) ?? 0;

    /// <summary>What is reported now, an empty list for none; else what was reported before.</summary>
    private static IReadOnlyList<T>? Now<T>(IReadOnlyList<T>? reported, IReadOnlyList<T>? before) =>
        reported is null ? before : reported.Count == 0 ? null : reported;
}
