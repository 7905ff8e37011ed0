using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using SocialCommerce.Kernel.Time;
using SocialCommerce.Ladder.Payments;
using Xunit;
using static SocialCommerce.UnitTests.Ladder.RandomLadderOrders;

namespace SocialCommerce.UnitTests.Ladder.Payments;

/// <summary>What is open of a payment plan follows from the set of its payments, whatever was reported first.</summary>
public class PaymentScheduleTests
{
    private static readonly Config Often = Trying.Cases(2_000).WithEndSize(20);

    [Fact]
    public void The_balance_pays_up_a_deposit_plan_at_its_own_time()
    {
        var plan = new PaymentPlan(
            PaymentPlan.Deposit, [new(1, Pence(100), PaidAt: Paid), new(2, Pence(900), Paid.AddDays(10))]);
        var open = PaymentSchedule.Of(plan, Paid, []);
        (open.OpenMinor, open.PaidUpAt, open.Pause(Paid)).ShouldBe((900, null, new ClockPause(Paid, null)));
        var whole = PaymentSchedule.Of(plan, Paid, [Payment("p", 2, 900, 12)]);
        (whole.OpenMinor, whole.PaidUpAt, whole.ExcessMinor).ShouldBe((0, Paid.AddDays(12), 0));
    }

    [Fact]
    public void A_payment_beyond_its_part_goes_to_the_open_parts_by_number_and_a_write_off_to_its_own_alone()
    {
        var plan = Plan(100, 100, 100);
        var paid = PaymentSchedule.Of(plan, Paid, [Payment("a", 2, 150, 1), Payment("b", null, 60, 2)]);
        paid.Parts.Select(part => part.PaidMinor).ShouldBe([100, 100, 10]);
        paid.Parts.Select(part => part.PaidUpAt).ShouldBe([Paid.AddDays(2), Paid.AddDays(1), null]);
        var written = PaymentSchedule.Of(plan, Paid, [new PaymentEntry("w", true, 3, 150, Paid.AddDays(1))]);
        (written.OpenMinor, written.ExcessMinor, written.Part(3)!.WrittenOffMinor).ShouldBe((200, 50, 100));
    }

    [Fact]
    public void A_plan_that_was_paid_whole_with_the_order_stops_nothing_and_a_part_of_nothing_is_never_open()
    {
        var plan = new PaymentPlan(
            PaymentPlan.Instalments, [new(2, Pence(0)), new(1, Pence(100), PaidAt: Paid.AddDays(-3))]);
        var whole = PaymentSchedule.Of(plan, Paid, []);
        whole.PaidUpAt.ShouldBe(Paid, "no earlier than the order");
        ClockPauses.None.With(whole.Pause(Paid)).After(Paid, 14).ShouldBe(Paid.AddDays(14));
    }

    [Fact]
    public void Late_early_and_reordered_payments_end_where_ordered_ones_do() => Prop.ForAll(
        Any.SelectMany(story => Gen.Shuffle<PaymentEntry>(story.Entries)
            .Select(shuffled => (story.Plan, story.Entries, Shuffled: shuffled))).ToArbitrary(),
        story =>
        {
            var ordered = PaymentSchedule.Of(story.Plan, Paid, story.Entries.OrderBy(one => one.At));
            var shuffled = PaymentSchedule.Of(story.Plan, Paid, story.Shuffled);
            shuffled.Parts.ShouldBe(ordered.Parts);
            (shuffled.PaidUpAt, shuffled.ExcessMinor).ShouldBe((ordered.PaidUpAt, ordered.ExcessMinor));
        }).Check(Often);

    [Fact]
    public void Every_amount_covers_a_part_or_exceeds_the_plan() => Prop.ForAll(
        Any.ToArbitrary(),
        story =>
        {
            var schedule = PaymentSchedule.Of(story.Plan, Paid, story.Entries);
            schedule.Parts.ShouldAllBe(part => part.OpenMinor >= 0 && part.PaidMinor >= 0 && part.WrittenOffMinor >= 0);
            schedule.Parts.ShouldAllBe(part => part.PaidUpAt == null == part.OpenMinor > 0);
            (schedule.Parts.Sum(part => part.PaidMinor + part.WrittenOffMinor) + schedule.ExcessMinor).ShouldBe(
                story.Plan.Parts.Where(part => part.PaidAt is not null).Sum(part => part.Amount.Amount)
                + story.Entries.Sum(one => one.AmountMinor));
        }).Check(Often);

    [Fact]
    public void Payments_alone_pay_up_a_plan_with_the_first_that_makes_up_its_sum() => Prop.ForAll(
        Any.ToArbitrary(),
        story =>
        {
            var plan = story.Plan with { Parts = [.. story.Plan.Parts.Select(part => part with { PaidAt = null })] };
            PaymentEntry[] payments =
                [.. story.Entries.Where(one => !one.IsWriteOff).OrderBy(one => one.At).ThenBy(one => one.PaymentId)];
            DateTimeOffset? at = plan.TotalMinor() == 0 ? Paid : null;
            var sum = 0L;
            foreach (var one in payments)
                if ((sum += one.AmountMinor) >= plan.TotalMinor()) at ??= one.At > Paid ? one.At : Paid;
            PaymentSchedule.Of(plan, Paid, payments).PaidUpAt.ShouldBe(at);
        }).Check(Often);

    private static PaymentPlan Plan(params long[] parts) => new(
        PaymentPlan.Instalments, [.. parts.Select((amount, i) => new PaymentPart(i + 1, Pence(amount)))]);

    private static PaymentEntry Payment(string id, int? part, long amount, int day) =>
        new(id, false, part, amount, Paid.AddDays(day));

    private static Gen<(PaymentPlan Plan, List<PaymentEntry> Entries)> Any =>
        from amounts in Gen.NonEmptyListOf(Gen.Choose(0, 50))
        from paid in Gen.ListOf(Gen.Choose(-2, 20), amounts.Count)
        from early in Gen.ListOf(Gen.Choose(0, 4), amounts.Count)
        from entries in Gen.ListOf(
            from part in Gen.Choose(0, amounts.Count + 1)
            from amount in Gen.Choose(1, 80)
            from day in Gen.Choose(-2, 12)
            from writeOff in Gen.Choose(0, 5)
            select (part, amount, day, writeOff))
        select (
            new PaymentPlan(PaymentPlan.Instalments, [
                .. amounts.Select((amount, i) => new PaymentPart(
                    i + 1, Pence(amount), null, early.ElementAt(i) == 0 ? Paid.AddDays(paid.ElementAt(i)) : null)),
            ]),
            entries.Select((one, i) => new PaymentEntry(
                $"{i}", one.writeOff == 0, one.part == 0 ? null : one.part, one.amount, Paid.AddDays(one.day)))
                .ToList());
}
