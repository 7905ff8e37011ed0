using SocialCommerce.Commissions.Postings;
using SocialCommerce.Commissions.Terms;
using SocialCommerce.Flows.Context;
using SocialCommerce.Flows.Orders;
using SocialCommerce.Flows.Refunds;
using SocialCommerce.Ladder.Amendments;
using SocialCommerce.Ladder.OrderRecords;
using SocialCommerce.Ladder.Orders;
using SocialCommerce.Ladder.Products;
using SocialCommerce.Ladder.Settings;

namespace SocialCommerce.Flows.Amendments;

/// <summary>
/// What an amendment needs to know besides what a refund does: the order as it was reported, and its amendments.
/// </summary>
internal sealed class AmendmentInputs
{
    /// <summary>A quantity falls below what has come back of the line.</summary>
    private const string BelowRefunded = "quantityBelowRefunded";

    private readonly Dictionary<string, OrderContents.LineRow> _byId;
    private readonly List<SnapshotLine> _recorded;
    private readonly List<SnapshotLine> _now;
    private readonly PutOrderSettings.Body _settings;

    private AmendmentInputs(
        RefundInputs order, OrderContent original, List<OrderContents.LineRow> rows, List<KeptAmendment> kept,
        (List<SnapshotLine> Recorded, List<SnapshotLine> Now) snapshot, PutOrderSettings.Body settings)
    {
        (Lines, Original, Kept, _settings) = (order.Lines, original, kept, settings);
        (_recorded, _now) = snapshot;
        Rows = rows;
        _byId = rows.ToDictionary(row => row.LineId, StringComparer.Ordinal);
    }

    /// <summary>The order as it was reported.</summary>
    public OrderContent Original { get; }

    /// <summary>Its lines as they were first reported, added ones included.</summary>
    public IReadOnlyList<OrderContents.LineRow> Rows { get; }

    /// <summary>Its amendments so far.</summary>
    public IReadOnlyList<KeptAmendment> Kept { get; }

    /// <summary>Its lines as they are, with everything that has happened to them.</summary>
    public IReadOnlyList<LineState> Lines { get; }

    /// <summary>Ids of the lines that amendments have added so far, in the order of their numbers.</summary>
    public IEnumerable<string> AddedIds => Rows.Where(row => row.AddedIn is not null).Select(row => row.LineId);

    /// <summary>The order's version, or null.</summary>
    public required PlanContent? Plan { get; init; }

    /// <summary>Whether its value is counted without the tax that prices include.</summary>
    public required bool NetOfTax { get; init; }

    /// <summary>What is known of the products of the lines.</summary>
    public required IReadOnlyDictionary<string, ProductFacts> Products { get; init; }

    /// <summary>Reads it, of an order that is locked.</summary>
    public static async Task<AmendmentInputs> Read(
        ShopTransaction transaction, FlowContext context, ShopSettings settings, RefundInputs order,
        OrderAmendment amendment)
    {
        var batch = transaction.Batch();
        var (header, rows) = batch.Ladder.CarriedOrder(transaction.ShopId);
        var kept = batch.Ladder.Amendments(transaction.ShopId);
        var recorded = batch.Commissions.RecordedLines(transaction.ShopId);
        await batch.Run(transaction.Cancel);
        var asking = transaction.Batch();
        var products = asking.Ladder.Products(transaction.ShopId, [
            .. (amendment.Lines ?? []).Select(line => line.ProductId).Concat(rows.List.Select(row => row.ProductId))
                .Distinct(),
        ]);
        var counted = asking.InForceAt(PutOrderSettings.Setting, transaction.ShopId, header.First!.RecordedAt);
        await asking.Run(transaction.Cancel);
        var original = OrderContents.Content(header.First!, rows.List, context.Shop.Currency);
        var plan = await settings.Plan(transaction, order.State, order.Commission.PlanKey);
        return new AmendmentInputs(
            order, original, rows.List, kept.List,
            (Json.Read<List<SnapshotLine>>(recorded.First!), [.. order.Commission.ReadSnapshot().Lines]),
            await settings.Orders(transaction, order.State))
        {
            Plan = plan,
            NetOfTax = IsNetOfTax(original, rows.List, plan, counted.Content.NetOfTax),
            Products = products.List.ToDictionary(product => product.ProductId),
        };
    }

    /// <summary>A line that the order has, also one that was taken off; null for one that would be added.</summary>
    public OrderContents.LineRow? Find(string lineId) => _byId.GetValueOrDefault(lineId);

    /// <summary>Whether the amendment speaks of the products that the order has.</summary>
    /// <exception cref="ProblemException">422 where it does not.</exception>
    public static void Check(IEnumerable<OrderContents.LineRow> rows, OrderAmendment amendment)
    {
        var byId = rows.ToDictionary(row => row.LineId, StringComparer.Ordinal);
        for (var i = 0; i < (amendment.Lines?.Count ?? 0); i++)
        {
            var line = amendment.Lines![i];
            if (byId.GetValueOrDefault(line.LineId) is { } row && row.ProductId != line.ProductId)
                throw AmendmentProblems.LineProductChanged.Because(
                    $"The line '{line.LineId}' sells '{row.ProductId}'; set its quantity to 0 and add another line.",
                    $"#/lines/{i}/productId");
        }
    }

    /// <summary>Whether the order is no larger than orders may be.</summary>
    /// <exception cref="ProblemException">422 where it is.</exception>
    public static void Check(AmendedOrder order)
    {
        if (order.Lines.Count > OrderContent.MaxLines)
            throw AmendmentProblems.LinesCount.Because(
                $"An order has at most {OrderContent.MaxLines} lines.", "#/lines");
        if (order.Content.Lines.Sum(line => (decimal)LineValues.Gross(line)) > Money.Limit)
            throw AmendmentProblems.AmountOutOfRange.Because($"An order is at most {Money.Limit}.", "#/lines");
    }

    /// <summary>
    /// The lines of the snapshot as the amended order has them. What a product was is kept from the recording of its
    /// line. The value of a unit, where the plan counts by it, is what the recorded line tells; where that was cut to
    /// what was paid, it is what is declared now.
    /// </summary>
    public IEnumerable<SnapshotLine> SnapshotLines(AmendedOrder order)
    {
        var worth = OrderEarningsOf.Of(order.Content, Plan);
        var (values, taxes) = (order.Expand(worth.Values), order.Expand(worth.Taxes));
        for (var i = 0; i < order.Lines.Count; i++)
        {
            var line = order.Lines[i]!;
            var known = i < _recorded.Count ? _recorded[i] : i < _now.Count ? _now[i] : null;
            var product = Products.GetValueOrDefault(line.ProductId);
            known ??= new SnapshotLine(i + 1, 0, line.ProductId, null, product?.Class, product?.Rung);
            yield return known with
            {
                Value = values[i],
                Basis = Plan?.Basis == PlanContent.PerUnit ? Basis(i, known, line, values[i], product) : null,
                Quantity = Plan is { PaysPerUnit: true } ? line.Quantity : null,
                Tax = taxes[i] > 0 ? taxes[i] : null,
            };
        }
    }

    /// <summary>What its sender should know.</summary>
    public List<OrderWarning> Warnings(
        OrderAmendment amendment, AmendedOrder order, IEnumerable<OrderAmendment> known, IReadOnlyList<LineState> lines)
    {
        var warnings = new List<OrderWarning>();
        var byId = lines.ToDictionary(line => line.LineId, StringComparer.Ordinal);
        for (var i = 0; i < (amendment.Lines?.Count ?? 0); i++)
        {
            var line = amendment.Lines![i];
            var now = byId[line.LineId];
            if (Find(line.LineId) is null && !Products.ContainsKey(line.ProductId))
                Warn("unknownProduct", $"#/lines/{i}/productId");
            if (Find(line.LineId) is null && line.Quantity == 0) Warn("unknownLine", $"#/lines/{i}/lineId");
            if (now.RefundedUnits > now.Quantity) Warn(BelowRefunded, $"#/lines/{i}/quantity");
        }
        for (var i = 0; i < (amendment.Returned?.Count ?? 0); i++)
        {
            var back = amendment.Returned![i];
            if (!byId.TryGetValue(back.LineId, out var now)) Warn("unknownLine", $"#/returned/{i}/lineId");
            else if (back.Quantity > (Lines.FirstOrDefault(line => line.LineId == back.LineId)?.Quantity ?? 0))
                Warn("unitsExceedSold", $"#/returned/{i}/quantity");
            else if (now.RefundedUnits > now.Quantity) Warn(BelowRefunded, $"#/returned/{i}/quantity");
        }
        if (order.IsOverDiscounted(Original, known)) Warn("discountExceedsOrder", "#/discounts");
        var missed = TenderRules.Missed(order.Content);
        if (missed > _settings.TenderToleranceMinor) Warn("tendersDoNotAddUp", "#/tenders");
        else if (missed > 0) Warn("tendersRounded", "#/tenders");
        if (order.Content.Tax is { } tax && tax.Amount > LineValues.Price(order.Content))
            Warn("taxExceedsPrice", "#/tax");
        return warnings;

        void Warn(string code, string pointer) => warnings.Add(new OrderWarning(code, pointer));
    }

    private decimal? Basis(int index, SnapshotLine known, OrderLine line, long value, ProductFacts? product)
    {
        var isOriginal = index < _recorded.Count;
        var units = isOriginal ? Rows[index].Quantity : index < Lines.Count ? Lines[index].Quantity : 0;
        // As it was recorded, where it is that again.
        if (isOriginal && (known.Value, units) == (value, line.Quantity)) return known.Basis;
        var told = known.Basis is { } basis && basis < known.Value && units > 0
            ? basis / units
            : product?.CommissionableMinor ?? 0;
        return decimal.Min(decimal.Round(told * line.Quantity, 4), value);
    }

    /// <summary>What the recorded values tell; where they tell nothing, what the shop had set then.</summary>
    private static bool IsNetOfTax(
        OrderContent original, IEnumerable<OrderContents.LineRow> rows, PlanContent? plan, bool set)
    {
        long[] values = [.. rows.Where(row => row.AddedIn is null).Select(row => row.ValueMinor)];
        var (with, without) =
            (OrderEarningsOf.Of(original, plan, false).Values, OrderEarningsOf.Of(original, plan, true).Values);
        return with.SequenceEqual(without) ? set : values.SequenceEqual(without);
    }
}
