using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using SocialCommerce.Membership.StoredValue;
using Xunit;

namespace SocialCommerce.UnitTests.Membership.StoredValue;

/// <summary>Principal and bonus are spent, refunded and expire; nothing is lost and nothing appears.</summary>
public sealed class ValueBalanceTests
{
    private static readonly DateTimeOffset Now = new(2026, 2, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("bonusFirst", 60, 50, 10)]
    [InlineData("principalFirst", 60, 0, 60)]
    [InlineData("proportional", 60, 20, 40)]
    [InlineData("bonusFirst", 150, 50, 100)]
    public void The_documented_order_decides_between_bonus_and_principal(
        string order, long amount, long bonus, long principal)
    {
        var parts = ValueBalance.At([Lot(1, 60, 50), Lot(2, 40, 0)], Now).Spend(amount, order);
        (parts.Sum(part => part.Bonus), parts.Sum(part => part.Principal)).ShouldBe((bonus, principal));
    }

    [Fact]
    public void The_oldest_principal_and_the_bonus_that_expires_first_are_spent_first()
    {
        var balance = ValueBalance.At(
            [Lot(1, 100, 10, until: 9), Lot(2, 100, 10, until: 3), Lot(3, 100, 10)], Now);
        balance.Spend(115, SpendOrders.BonusFirst).Select(part => (part.Lot.Key, part.Principal, part.Bonus))
            .ShouldBe([(1, 85, 10), (2, 0, 10), (3, 0, 10)]);
        balance.Spend(15, SpendOrders.BonusFirst).Select(part => (part.Lot.Key, part.Bonus))
            .ShouldBe([(1, 5), (2, 10)]);
    }

    [Fact]
    public void A_refund_names_its_top_ups_and_withdraws_the_bonus_in_proportion()
    {
        var balance = ValueBalance.At([Lot(1, 1_000, 100), Lot(2, 500, 50) with { PrincipalLeft = 400 }], Now);
        balance.Refund(900, newestFirst: true).Select(part => (part.Lot.Key, part.Principal, part.Bonus))
            .ShouldBe([(2, 400, 40), (1, 500, 50)]);
        balance.Refund(900, newestFirst: false).Select(part => (part.Lot.Key, part.Principal, part.Bonus))
            .ShouldBe([(1, 900, 90)]);
        ValueBalance.At([Lot(1, 1_000, 100) with { BonusLeft = 20 }], Now).Refund(500, true)
            .ShouldHaveSingleItem().Bonus.ShouldBe(20, "no more than is left");
    }

    [Fact]
    public void A_bonus_is_gone_from_its_end_on_and_principal_stays()
    {
        var lot = Lot(1, 100, 10, until: 0);
        var balance = ValueBalance.At([lot], Now);
        (balance.Principal, balance.Bonus, balance.Expired.Single().Bonus).ShouldBe((100, 0, 10));
        ValueBalance.At([lot], Now.AddTicks(-1)).Bonus.ShouldBe(10);
    }

    [Fact]
    public void Whatever_is_done_in_whatever_order_adds_up_to_what_was_paid_in_and_granted() => Prop.ForAll(
        (from lots in Gen.NonEmptyListOf(
             from principal in Gen.Choose(1, 10_000)
             from bonus in Gen.Choose(0, 3_000)
             from until in Gen.Choose(-1, 40)
             select (Principal: (long)principal, Bonus: (long)bonus, Until: until))
         from steps in Gen.ListOf(
             from kind in Gen.Elements([.. SpendOrders.All, "newest", "oldest", "wait"])
             from part in Gen.Choose(0, 100)
             select (Kind: kind, Part: part))
         select (lots, steps)).ToArbitrary(),
        story =>
        {
            var lots = story.lots.Select((one, i) =>
                Lot(i + 1, one.Principal, one.Bonus, one.Until < 0 ? null : one.Until)).ToList();
            var (paid, granted, now) = (lots.Sum(lot => lot.Principal), lots.Sum(lot => lot.Bonus), Now.AddDays(-1));
            var (outPrincipal, outBonus) = (0L, 0L);
            foreach (var (kind, part) in story.steps)
            {
                var balance = ValueBalance.At(lots, now);
                Take(balance.Expired, refunds: false);
                if (kind == "wait") now = now.AddDays(part);
                else if (kind is "newest" or "oldest")
                    Take(balance.Refund(balance.Principal * part / 100, kind == "newest"), refunds: true);
                else
                {
                    var amount = balance.Total * part / 100;
                    var parts = balance.Spend(amount, kind);
                    parts.Sum(one => one.Principal + one.Bonus).ShouldBe(amount);
                    Take(parts, refunds: false);
                }
            }
            (lots.Sum(lot => lot.PrincipalLeft) + outPrincipal).ShouldBe(paid);
            (lots.Sum(lot => lot.BonusLeft) + outBonus).ShouldBe(granted);
            lots.ShouldAllBe(lot => lot.PrincipalLeft >= 0 && lot.BonusLeft >= 0
                && lot.PrincipalLeft + lot.Refunded <= lot.Principal);

            void Take(IEnumerable<ValuePart> parts, bool refunds)
            {
                foreach (var part in parts.ToList())
                {
                    var i = lots.FindIndex(lot => lot.Key == part.Lot.Key);
                    lots[i] = lots[i] with
                    {
                        PrincipalLeft = lots[i].PrincipalLeft - part.Principal,
                        BonusLeft = lots[i].BonusLeft - part.Bonus,
                        Refunded = lots[i].Refunded + (refunds ? part.Principal : 0),
                    };
                    (outPrincipal, outBonus) = (outPrincipal + part.Principal, outBonus + part.Bonus);
                }
            }
        }).Check(Trying.Cases(20_000).WithEndSize(20));

    private static ValueLot Lot(long key, long principal, long bonus, int? until = null) => new(
        key, $"t{key}", principal, bonus, principal, bonus, 0, until is { } days ? Now.AddDays(days) : null,
        Now.AddDays(-100 + key));
}
