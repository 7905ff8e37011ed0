using SocialCommerce.Kernel;

namespace SocialCommerce.Ladder;

/// <summary>An order of a customer, among all of them.</summary>
public sealed record Purchase(
    long CustomerKey, long OrderKey, string OrderId, DateTimeOffset PaidAt, DateTimeOffset RecordedAt)
{
    /// <summary>
    /// When it takes effect for its buyer: when it was paid. A clock that was ahead gives nothing in advance.
    /// </summary>
    public DateTimeOffset At => PaidAt < RecordedAt ? PaidAt : RecordedAt;
}

/// <summary>
/// A line of such an order as it was first reported; told where the order was refunded or amended, or where its product
/// was asked for.
/// </summary>
/// <param name="AddedIn">The revision that added it; null for a line of the order as it was paid.</param>
public sealed record PurchaseLine(
    long OrderKey, int LineNo, string ProductId, decimal Quantity, long DueMinor, long ValueMinor,
    int? AddedIn = null)
{
    /// <summary>What it was worth when the order was paid: nothing where it was added later.</summary>
    public LineWorth Worth => AddedIn is null ? new(Quantity, DueMinor, ValueMinor) : default;
}

/// <summary>A refund of such an order, line by line.</summary>
/// <param name="PlainMinor">Refunded of no line in particular.</param>
/// <param name="LineNos">Lines refunded explicitly.</param>
/// <param name="Units">Units of each.</param>
/// <param name="Unpriced">Those of them for which no amount was given.</param>
/// <param name="Amounts">Amount given for each.</param>
public sealed record PurchaseRefund(
    long OrderKey, string RefundId, DateTimeOffset RefundedAt, DateTimeOffset AppliedAt, long PlainMinor,
    int[] LineNos, decimal[] Units, decimal[] Unpriced, long[] Amounts)
{
    /// <summary>What it adds to the sums of an order's lines.</summary>
    public LineRefunds[] ToLines(int lines)
    {
        var added = new LineRefunds[lines];
        for (var i = 0; i < LineNos.Length; i++)
            added[LineNos[i] - 1] = new LineRefunds(Units[i], Unpriced[i], Amounts[i]);
        return added;
    }
}

/// <summary>What is left of a line after some refunds.</summary>
/// <param name="ValueMinor">v: what was paid for it.</param>
/// <param name="LeftMinor">left: what of it is not refunded.</param>
/// <param name="UnitsLeft">
/// Whole units not given back; none where nothing is left of what was paid for the line, or for the whole order.
/// </param>
public readonly record struct LineRest(int LineNo, long ValueMinor, long LeftMinor, long UnitsLeft);

/// <summary>An order after one of its refunds or amendments.</summary>
/// <param name="Id">The merchant's id of the refund or amendment.</param>
/// <param name="At">When it took effect for the buyer.</param>
/// <param name="RecordedAt">When it was recorded.</param>
/// <param name="Amends">Whether it is an amendment.</param>
/// <param name="Amendments">How many amendments count by then.</param>
/// <param name="Lines">What it leaves of the lines.</param>
/// <param name="Worths">What the lines were worth then.</param>
public sealed record RestStep(
    string Id, DateTimeOffset At, DateTimeOffset RecordedAt, bool Amends, int Amendments, LineRest[] Lines,
    IReadOnlyList<LineWorth> Worths);

/// <summary>An order after each of its refunds and amendments, in the order of their own times. Pure.</summary>
public static class Rests
{
    /// <summary>
    /// The refunds and amendments by when they happened (not before the order; at one instant amendments first, then
    /// by id, ordinal), each with what it leaves of the lines.
    /// </summary>
    public static IEnumerable<RestStep> After(
        DateTimeOffset orderAt, IReadOnlyList<PurchaseLine> lines, IEnumerable<PurchaseRefund> refunds,
        IReadOnlyList<AmendedState>? amendments = null)
    {
        int[] numbers = [.. lines.Select(line => line.LineNo)];
        var sums = RefundSums.None([.. lines.Select(line => line.Worth)]);
        var amended = 0;
        var changes = refunds
            .Select(refund => (
                Id: refund.RefundId, At: AtOf(refund.RefundedAt, refund.AppliedAt, orderAt),
                RecordedAt: refund.AppliedAt, Refund: (PurchaseRefund?)refund, State: (AmendedState?)null))
            .Concat(Placed(amendments ?? [], orderAt));
        foreach (var (id, at, recordedAt, refund, state) in changes
            .OrderBy(one => one.At).ThenBy(one => one.Refund is not null)
            .ThenBy(one => one.Refund is null ? "" : one.Id, StringComparer.Ordinal))
        {
            if (state is not null) (sums, amended) = (sums with { Lines = state.Worths }, amended + 1);
            else sums = sums.With(refund!.ToLines(lines.Count), refund.PlainMinor);
            yield return new RestStep(id, at, recordedAt, state is not null, amended, Of(sums, numbers), sums.Lines);
        }
    }

    /// <summary>
    /// Amendments take effect one after the other, even where a clock that was ahead told their times.
    /// </summary>
    private static IEnumerable<(
        string Id, DateTimeOffset At, DateTimeOffset RecordedAt, PurchaseRefund? Refund, AmendedState? State)> Placed(
        IReadOnlyList<AmendedState> amendments, DateTimeOffset orderAt)
    {
        var last = orderAt;
        foreach (var state in amendments)
        {
            var at = AtOf(state.AmendedAt, state.RecordedAt, orderAt);
            last = at > last ? at : last;
            yield return (state.AmendmentId, last, state.RecordedAt, null, state);
        }
    }

    /// <summary>What is left of the lines by these sums.</summary>
    public static LineRest[] Of(RefundSums sums, IReadOnlyList<int> lineNos)
    {
        var left = sums.Left();
        var nothing = left.All(amount => amount == 0) && sums.Lines.Any(line => line.Value > 0);
        return
        [
            .. left.Select((amount, i) => new LineRest(
                lineNos[i], sums.Lines[i].Value, amount,
                nothing || (amount == 0 && sums.Lines[i].Value > 0)
                    ? 0
                    : Quantity.Whole(sums.Lines[i].Quantity - sums.Refunds[i].Units))),
        ];
    }

    /// <summary>
    /// When a refund takes effect: when it happened, but not before its order, and not later than it was recorded.
    /// </summary>
    public static DateTimeOffset AtOf(DateTimeOffset refundedAt, DateTimeOffset appliedAt, DateTimeOffset orderAt)
    {
        var at = refundedAt < appliedAt ? refundedAt : appliedAt;
        return at < orderAt ? orderAt : at;
    }
}

/// <summary>When a journey says that its customer became a member.</summary>
public sealed record JourneyMember(long CustomerKey, DateTimeOffset? MemberAt);

/// <summary>The statements that read all that customers have bought and given back.</summary>
public static class PurchaseStatements
{
    /// <summary>All orders of these customers; carries the orders' keys on.</summary>
    public static Rows<Purchase> Purchases(this Batch batch, long shopId, long[] customerKeys)
    {
        batch.Rows<string>(CarrySql, new { shop = shopId, customerKeys });
        return batch.Rows<Purchase>(OrdersSql, new { shop = shopId });
    }

    /// <summary>
    /// Lines of the carried orders: all of those that were refunded or amended, else those of these products.
    /// </summary>
    public static Rows<PurchaseLine> PurchaseLines(this Batch batch, long shopId, string[] productIds) =>
        batch.Rows<PurchaseLine>(LinesSql, new { shop = shopId, productIds });

    /// <summary>Refunds of the carried orders that took effect and stand.</summary>
    public static Rows<PurchaseRefund> PurchaseRefunds(this Batch batch, long shopId) =>
        batch.Rows<PurchaseRefund>(RefundsSql, new { shop = shopId });

    /// <summary>When the journeys of these customers say that they became members.</summary>
    public static Rows<JourneyMember> JourneyMembers(this Batch batch, long shopId, long[] customerKeys) =>
        batch.Rows<JourneyMember>(MembersSql, new { shop = shopId, customerKeys });

    /// <summary>Customers who have bought something, by key.</summary>
    public static Rows<long> Buyers(this Batch batch, long shopId, long after, int limit) =>
        batch.Rows<long>(BuyersSql, new { shop = shopId, after, limit });

    private const string CarrySql = $"""
        select set_config('{Carry.Orders}', coalesce(array_agg(order_key), array[]::bigint[])::text, true)
        from orders where shop_id = @shop and customer_key = any(@customerKeys)
        """;

    private const string OrdersSql = $"""
        select customer_key, order_key, order_id, paid_at, recorded_at from orders
        where shop_id = @shop and order_key = any({Carry.OrderKeys})
        """;

    private const string LinesSql = $"""
        select l.order_key, l.line_no, l.product_id, l.quantity, l.due_minor, l.value_minor, l.added_in
        from order_lines l
        where l.shop_id = @shop and l.order_key = any({Carry.OrderKeys})
            and (l.product_id = any(@productIds) or exists (
                select from refunds r
                where r.shop_id = @shop and r.order_key = l.order_key and r.status = 'applied')
                or exists (
                    select from order_amendments a where a.shop_id = @shop and a.order_key = l.order_key))
        order by l.order_key, l.line_no
        """;

    private const string RefundsSql = $"""
        select r.order_key, r.refund_id, r.refunded_at, r.applied_at, r.plain_minor, l.line_nos, l.units, l.unpriced,
            l.amounts
        from refunds r
        cross join lateral (
            select coalesce(array_agg(line_no order by line_no), array[]::int[]) as line_nos,
                coalesce(array_agg(units order by line_no), array[]::numeric[]) as units,
                coalesce(array_agg(unpriced_units order by line_no), array[]::numeric[]) as unpriced,
                coalesce(array_agg(amount_minor order by line_no), array[]::bigint[]) as amounts
            from refund_lines
            where shop_id = @shop and order_key = r.order_key and refund_key = r.refund_key) as l
        where r.shop_id = @shop and r.order_key = any({Carry.OrderKeys}) and r.status = 'applied'
            and r.cancels is null and not exists (
                select from refunds c
                where c.shop_id = @shop and c.refund_id = r.refund_id and c.cancels = r.refund_key)
        """;

    private const string MembersSql = """
        select customer_key, member_at from journeys where shop_id = @shop and customer_key = any(@customerKeys)
        """;

    private const string BuyersSql = """
        select distinct customer_key from orders where shop_id = @shop and customer_key > @after
        order by customer_key limit @limit
        """;
}
