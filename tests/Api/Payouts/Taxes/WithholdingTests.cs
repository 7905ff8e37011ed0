using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using SocialCommerce.Payouts.Planning;
using SocialCommerce.Payouts.Settings;
using SocialCommerce.Payouts.Taxes;
using Xunit;

namespace SocialCommerce.ApiTests.Payouts.Taxes;

/// <summary>Tax on payments: worked figures in yuan, and what holds for any sequence of payments.</summary>
public sealed class WithholdingTests
{
    private static readonly TaxTable Labor = TaxTable.InForce(TaxMode.LaborPerMonth, "2026-01")!;
    private static readonly TaxTable Platform = TaxTable.InForce(TaxMode.PlatformCumulative, "2026-01")!;

    [Theory]
    [InlineData(799, 0)]
    [InlineData(800, 0)]
    [InlineData(801, 0.20)]
    [InlineData(4_000, 640)]
    [InlineData(4_001, 640.16)]
    [InlineData(25_000, 4_000)]
    [InlineData(30_000, 5_200)]
    [InlineData(62_500, 13_000)]
    [InlineData(100_000, 25_000)]
    public void Labour_income_of_a_month(int yuan, double tax) =>
        Tax.Due(Labor, yuan * 100L, 1).ShouldBe((long)Math.Round(tax * 100));

    [Theory]
    [InlineData(6_250, 1, 0)]
    [InlineData(10_000, 1, 90)]
    [InlineData(20_000, 2, 180)]
    [InlineData(57_500, 2, 1_080)]
    [InlineData(100_000, 1, 4_980)]
    public void Platform_income_of_a_year_so_far(int yuan, int months, int tax) =>
        Tax.Due(Platform, yuan * 100L, months).ShouldBe(tax * 100L);

    [Fact]
    public void Four_payments_of_800_in_a_month_are_one_income_of_3200()
    {
        Withheld(Labor, 80_000, 80_000, 80_000, 80_000).ShouldBe([0, 16_000, 16_000, 16_000]);
        Tax.Due(Labor, 320_000, 1).ShouldBe(48_000);
    }

    [Fact]
    public void A_payment_that_failed_leaves_its_month_and_the_next_one_makes_good_the_rest()
    {
        var before = new TaxPosition(0, 0).After(80_000, 0).After(320_000, 64_000);
        // The first of the two failed: 3,200 bear 480, and 640 was withheld.
        var after = before with { Gross = before.Gross - 80_000 };
        Tax.Withhold(Labor, after, 40_000).ShouldBe(0, "3,600 bear 560: 80 of the 160 too much are used up");
        Tax.Withhold(Labor, after, 160_000).ShouldBe(12_800, "4,800 bear 768");
    }

    [Fact]
    public void The_rates_are_versions_with_a_first_month()
    {
        TaxTable.InForce(TaxMode.None, "2026-01").ShouldBeNull();
        TaxTable.InForce(TaxMode.External, "2026-01").ShouldBeNull();
        Platform.PeriodStart("2026-07").ShouldBe("2026-01");
        Labor.PeriodStart("2026-07").ShouldBe("2026-07");
        TaxTable.All.Select(table => table.Id).ShouldBeUnique();
        foreach (var table in TaxTable.All)
        {
            table.Brackets[^1].UpTo.ShouldBeNull();
            table.Brackets.Select(step => step.RateBps).ShouldBeInOrder();
        }
    }

    [Fact]
    public void A_payment_belongs_to_the_month_in_the_shops_zone()
    {
        TaxMonth.Of(new DateTimeOffset(2026, 1, 31, 15, 59, 59, 999, TimeSpan.Zero), "Asia/Shanghai")
            .ShouldBe("2026-01");
        TaxMonth.Of(new DateTimeOffset(2026, 1, 31, 16, 0, 0, TimeSpan.Zero), "Asia/Shanghai").ShouldBe("2026-02");
        TaxMonth.Count("2026-01", "2026-01").ShouldBe(1);
        TaxMonth.Count("2025-12", "2026-02").ShouldBe(3);
    }

    [Fact]
    public void However_income_is_split_the_period_bears_the_tax_of_the_whole() => Prop.ForAll(
        (from table in Gen.Elements(Labor, Platform)
         from parts in Gen.Choose(1, 2_000_000).Select(part => (long)part).NonEmptyListOf()
         select (table, parts)).ToArbitrary(), found =>
        {
            var (table, parts) = found;
            var withheld = Withheld(table, [.. parts]);
            var due = Tax.Due(table, parts.Sum(), 1);
            withheld.ShouldAllBe(tax => tax >= 0);
            withheld.Zip(parts).ShouldAllBe(one => one.First < one.Second);
            withheld.Sum().ShouldBeInRange(due - parts.Count, due, "one fen cannot bear a fen");
            due.ShouldBeLessThanOrEqualTo(parts.Sum() * 45 / 100);
        }).Check(Printed);

    [Fact]
    public void The_whole_tax_never_falls_with_income() => Prop.ForAll(
        (from table in Gen.Elements(Labor, Platform)
         from income in Gen.Choose(1, int.MaxValue - 1)
         from months in Gen.Choose(1, 12)
         select (table, income, months)).ToArbitrary(), found =>
            Tax.Due(found.table, found.income + 1L, found.months)
                .ShouldBeGreaterThanOrEqualTo(Tax.Due(found.table, found.income, found.months))).Check(Printed);

    [Fact]
    public void The_payment_before_tax_is_found_from_what_the_payee_got() => Prop.ForAll(
        (from table in Gen.Elements(TaxTable.All.ToArray())
         from net in Gen.Choose(1, 50_000_000)
         from before in Gen.Choose(0, 50_000_000)
         from months in Gen.Choose(1, table.PerYear ? 12 : 1)
         select (table, net, before, months)).ToArbitrary(), found =>
        {
            var position = new TaxPosition(
                found.before, Tax.Due(found.table, found.before, found.months), found.months);
            var gross = Tax.GrossOf(found.table, position, found.net);
            (gross - Tax.Withhold(found.table, position, gross)).ShouldBe(found.net);
            (gross - 1 - Tax.Withhold(found.table, position, gross - 1)).ShouldBeLessThan(found.net);
        }).Check(Printed);

    [Fact]
    public void A_payout_above_the_channels_cap_becomes_equal_transfers_that_add_up() => Prop.ForAll(
        (from net in Gen.Choose(1, 1_000_000)
         from tax in Gen.Choose(0, 500_000)
         from cap in Gen.Choose(100, 50_000)
         select (net, tax, cap)).ToArbitrary(), found =>
        {
            var transfers = PlannedTransfers.Split(found.net, found.tax, found.cap);
            transfers.Sum(transfer => transfer.Net).ShouldBe(found.net);
            transfers.Sum(transfer => transfer.Tax).ShouldBe(found.tax);
            transfers.ShouldAllBe(one => one.Net > 0 && one.Net <= found.cap && one.Gross == one.Net + one.Tax);
            (transfers.Max(one => one.Net) - transfers.Min(one => one.Net)).ShouldBeLessThanOrEqualTo(1);
            transfers.Count.ShouldBe((found.net + found.cap - 1) / found.cap);
        }).Check(Printed);

    [Fact]
    public void What_tax_leaves_below_the_least_that_wechat_sends_waits()
    {
        var settings = new PayoutSettingsRow(1, new PayoutSettings.Command(0, TaxMode.LaborPerMonth), false);
        PlannedPayout Planned(long gross) => new PayoutPlan(PayoutChannel.Wechat, settings, "2026-01", default).Of(
            [new PayoutRow(1, 1, "c", 1, 1, "created", gross, null, "")],
            new Dictionary<long, PayoutCandidate>
            {
                [1] = new(1, "c", gross, false, 1, "person", true, true, 1, default(DateTimeOffset)),
            },
            new Dictionary<long, TaxPosition> { [1] = new(160_000, 16_000) }).Single();
        (Planned(11).Obstacle, Planned(11).Transfers.Count).ShouldBe(("belowMinimum", 0), "2 of 11 are tax");
        Planned(12).Transfers.ShouldBe([new TransferPart(12, 2, 10)]);
    }

    private static Config Printed => Config.QuickThrowOnFailure.WithMaxTest(10_000);

    private static long[] Withheld(TaxTable table, params long[] payments)
    {
        var position = new TaxPosition(0, 0);
        return [.. payments.Select(gross =>
        {
            var tax = Tax.Withhold(table, position, gross);
            position = position.After(gross, tax);
            return tax;
        })];
    }
}
