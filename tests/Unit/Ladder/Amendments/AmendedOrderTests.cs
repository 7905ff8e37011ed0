using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using SocialCommerce.Ladder.Amendments;
using SocialCommerce.Ladder.Orders;
using SocialCommerce.Ladder.Refunds;
using Xunit;
using static SocialCommerce.UnitTests.Ladder.RandomLadderOrders;

namespace SocialCommerce.UnitTests.Ladder.Amendments;

/// <summary>Amendments laid over an order, whatever was heard first.</summary>
public sealed class AmendedOrderTests
{
    private static readonly Config Often = Trying.Cases(10_000).WithEndSize(12);
    private static readonly string[] Ids = ["1", "2", "3", "x", "y", "z"];

    [Fact]
    public void Any_order_of_hearing_leaves_the_same_of_every_line() => Prop.ForAll(
        (from story in AnyStory
         from heard in Gen.Shuffle(story.Amendments)
         select (story, heard)).ToArbitrary(),
        one =>
        {
            var expected = Play(one.story, one.story.Amendments);
            Play(one.story, one.heard).ShouldBe(expected);
        }).Check(Often);

    [Fact]
    public void An_order_that_is_amended_back_is_what_it_was() => Prop.ForAll(
        AnyStory.ToArbitrary(),
        story =>
        {
            var back = new OrderAmendment(
                "zz", Paid.AddDays(9),
                [
                    .. story.Order.Lines.Select(line => new AmendedLine(
                        line.LineId, line.ProductId, line.Quantity, line.UnitPrice, null, line.Discounts)),
                    .. Ids.Skip(3).Select(id => new AmendedLine(id, $"p{id}", 0)),
                ], Discounts: story.Order.Discounts ?? [], Fees: story.Order.Fees ?? [],
                Tenders: story.Order.Tenders ?? []);
            var ends = Play(story, [.. story.Amendments, back]);
            ends.Where(end => end[0] < 'x').ShouldBe(Play(story, []));
            ends.Where(end => end[0] >= 'x').ShouldAllBe(end => end.EndsWith(" 0 0 0 0", StringComparison.Ordinal));
        }).Check(Often);

    [Fact]
    public void An_amendment_split_by_lines_is_the_amendment() => Prop.ForAll(
        AnyStory.ToArbitrary(),
        story =>
        {
            var split = story.Amendments.SelectMany(one => one.Lines is not { Count: > 1 }
                ? [one]
                : one.Lines.Select((line, i) => one with
                {
                    AmendmentId = $"{one.AmendmentId}-{i}",
                    Lines = [line],
                    Returned = i == 0 ? one.Returned : null,
                }));
            Play(story, [.. split]).ShouldBe(Play(story, story.Amendments));
        }).Check(Often);

    [Fact]
    public void The_line_that_an_amendment_leaves_alone_stays_and_remainders_go_to_what_was_reported_first()
    {
        var order = Of(Line("1", 1, 100), Line("2", 1, 100)) with { Fees = [new Fee(Pence(1), "f")] };
        var later = new OrderAmendment("a", Paid.AddHours(2), [new AmendedLine("x", "px", 1, Pence(100))]);
        var earlier = new OrderAmendment("b", Paid.AddHours(1), [new AmendedLine("y", "py", 1, Pence(100))]);
        var amended = AmendedOrder.Of(order, ["x", "y"], [later, earlier]);
        amended.Content.Lines.Select(line => line.LineId).ShouldBe(["1", "2", "y", "x"]);
        amended.LineNos.ShouldBe([1, 2, 4, 3]);
        LineValues.Dues(amended.Content).ShouldBe([101, 100, 100, 100]);
        amended.Expand([1, 2, 3, 4]).ShouldBe([1, 2, 4, 3]);
    }

    [Fact]
    public void Units_that_are_exchanged_take_their_share_of_the_line_with_them()
    {
        var order = Of(Line("1", 3, 100) with
        {
            Discounts = [new Discount(Pence(31), "merchant")],
            Tax = Pence(20),
        }, new OrderLine("2", "p2", 2, Total: Pence(501)));
        var exchange = new OrderAmendment(
            "a", Paid.AddHours(1), [new AmendedLine("x", "px", 1, Pence(120))],
            Returned: [new ReturnedLine("1", 1), new ReturnedLine("2", 2), new ReturnedLine("nowhere", 1)]);
        var amended = AmendedOrder.Of(order, ["x"], [exchange]);
        var kept = amended.Content.Lines[0];
        (kept.Quantity, kept.Discounts![0].Amount.Amount, kept.Tax!.Amount).ShouldBe((2, 21, 13));
        LineValues.Dues(amended.Content).ShouldBe([200 - 21, 120]);
        amended.Lines[1]!.Quantity.ShouldBe(0);
        AmendedOrder.Of(order, ["x"], [exchange, exchange with { AmendmentId = "b" }]).Content.Lines
            .Select(line => (line.LineId, line.Quantity)).ShouldBe([("1", 1), ("x", 1)]);
    }

    [Fact]
    public void An_exchange_for_the_same_goods_changes_nothing_that_was_due() => Prop.ForAll(
        (from quantity in Gen.Choose(1, 9)
         from price in Gen.Choose(0, 1_000)
         from back in Gen.Choose(1, 9)
         select (quantity, price, back: Math.Min(back, quantity))).ToArbitrary(),
        one =>
        {
            var order = Of(Line("1", one.quantity, one.price), Line("2", 1, 77));
            var amended = AmendedOrder.Of(
                order, ["x"],
                [
                    new OrderAmendment(
                        "a", Paid.AddHours(1), [new AmendedLine("x", "p1", one.back, Pence(one.price))],
                        Returned: [new ReturnedLine("1", one.back)]),
                ]);
            LineValues.Dues(amended.Content).Sum().ShouldBe(LineValues.Dues(order).Sum());
        }).Check(Trying.Cases(1_000));

    /// <summary>An order, its amendments and what was refunded of it.</summary>
    private sealed record Story(
        OrderContent Order, OrderAmendment[] Amendments, (string Line, int Units, long Amount)[] Refunds, long Plain);

    private static Gen<Story> AnyStory =>
        from lines in Gen.Choose(1, 3)
        from prices in Gen.ArrayOf(Gen.Choose(0, 1_000), 3)
        from quantities in Gen.ArrayOf(Gen.Choose(1, 5), 3)
        from discount in Gen.Choose(0, 100)
        from points in Gen.Choose(0, 300)
        from fee in Gen.Choose(-50, 50)
        from count in Gen.Choose(0, 5)
        from amendments in Gen.ArrayOf(AnyAmendment, count)
        from refunds in Gen.ListOf(
            from line in Gen.Elements(Ids)
            from units in Gen.Choose(0, 3)
            from amount in Gen.Choose(0, 500)
            select (line, units, (long)amount))
        from plain in Gen.Frequency((2, Gen.Constant(0)), (1, Gen.Choose(1, 3_000)))
        let bare = Of([.. Enumerable.Range(0, lines).Select(i => Line(Ids[i], quantities[i], prices[i]))])
        let most = Math.Min(discount, (int)bare.Lines.Sum(LineValues.Gross))
        select new Story(
            bare with
            {
                Discounts = most > 0 ? [new Discount(Pence(most), "platform")] : null,
                Tenders = points > 0 ? [new Tender("points", Pence(points)), new Tender("card", Pence(1_000))] : null,
                Fees = fee >= 0 && fee != 0 ? [new Fee(Pence(fee), "f")] : null,
            },
            [.. amendments.Select((one, i) => one with { AmendmentId = $"a{i}", Lines = Within(one.Lines!, lines) })],
            [.. refunds.Where(refund => Array.IndexOf(Ids, refund.line) is var at && (at < lines || at > 2))], plain);

    /// <summary>An order of fewer lines has the others added, under their own ids.</summary>
    private static List<AmendedLine> Within(IEnumerable<AmendedLine> lines, int original) =>
        [.. lines.Where(line => Array.IndexOf(Ids, line.LineId) is var at && (at < original || at > 2))];

    private static Gen<OrderAmendment> AnyAmendment =>
        from hour in Gen.Choose(0, 3)
        from ids in Gen.SubListOf(Ids)
        from quantities in Gen.ArrayOf(Gen.Choose(0, 5), 6)
        from prices in Gen.ArrayOf(Gen.Choose(0, 1_000), 6)
        from discount in Gen.Frequency((3, Gen.Constant(-1)), (1, Gen.Choose(0, 4_000)))
        from points in Gen.Frequency((3, Gen.Constant(-1)), (1, Gen.Choose(0, 4_000)))
        from back in Gen.Frequency((2, Gen.Constant(0)), (1, Gen.Choose(1, 6)))
        from backOf in Gen.Elements(Ids)
        select new OrderAmendment(
            "", Paid.AddHours(hour),
            [.. ids.Select((id, i) => new AmendedLine(id, $"p{id}", quantities[i], Pence(prices[i])))],
            Discounts: discount < 0 ? null : discount == 0 ? [] : [new Discount(Pence(discount), "platform")],
            Tenders: points < 0 ? null : points == 0 ? [] : [new Tender("points", Pence(points))],
            Returned: back == 0 ? null : [new ReturnedLine(backOf, back)]);

    /// <summary>
    /// What is left of every line, as <c>id units due value left</c>, when amendments are heard in this order.
    /// </summary>
    private static string[] Play(Story story, IReadOnlyList<OrderAmendment> heard)
    {
        var known = story.Order.Lines.Select(line => line.LineId).ToList();
        foreach (var line in heard.SelectMany(one => one.Lines!))
            if (!known.Contains(line.LineId)) known.Add(line.LineId);
        var order = AmendedOrder.Of(story.Order, [.. known.Skip(story.Order.Lines.Count)], heard);
        var dues = LineValues.Dues(order.Content);
        var worths = order.Worths(dues, LineValues.Of(order.Content, dues, ["points"], ["platform"]));
        worths.ShouldAllBe(line => line.Due >= 0 && line.Value >= 0);
        var refunds = new LineRefunds[known.Count];
        foreach (var (line, units, amount) in story.Refunds)
            if (known.IndexOf(line) is >= 0 and var at) refunds[at] += new LineRefunds(units, units, amount);
        var left = new RefundSums(worths, refunds, story.Plain).Left();
        left.ShouldAllBe(amount => amount >= 0);
        return
        [
            .. known.Select((id, i) =>
                $"{id} {worths[i].Quantity} {worths[i].Due} {worths[i].Value} {left[i]}").Order(StringComparer.Ordinal),
        ];
    }
}
