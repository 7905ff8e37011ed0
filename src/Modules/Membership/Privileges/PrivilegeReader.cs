using SocialCommerce.Membership.Members;

namespace SocialCommerce.Membership.Privileges;

/// <summary>Reads what a member can use now; asks the database only where uses or days decide.</summary>
internal sealed class PrivilegeReader(Db db, Caller caller)
{
    /// <summary>What a member can use now, and what not.</summary>
    public async Task<(IReadOnlyList<MemberPrivilege> Usable, IReadOnlyList<UnavailablePrivilege> Unavailable)> Read(
        string customerId, MemberNow now, CancellationToken cancel)
    {
        var tier = now.Tier?.Tier;
        var privileges = now.Catalogue.PrivilegesOf(tier);
        var zone = caller.Shop.TimeZone;
        var moment = PrivilegeMoment.In(now.At, zone, now.Tier?.Until, tier?.ValidityDays, null);
        if (!privileges.IsConditional)
            return (privileges.Usable(moment, []), privileges.Unavailable(moment, [], now.Member.Growth));
        PendingRows<Birthday>? birthday = null;
        var uses = await db.Read(caller.Shop.Id, batch =>
        {
            birthday = batch.Rows<Birthday>(BirthdaySql, new { shop = caller.Shop.Id, customerId });
            return batch.Rows<PastUse>(UsesSql, new { shop = caller.Shop.Id, customerId, from = From(moment) });
        }, cancel);
        moment = moment with { Birthday = birthday!.First };
        return (privileges.Usable(moment, uses.List), privileges.Unavailable(moment, uses.List, now.Member.Growth));
    }

    /// <summary>The earliest use that a limit may count: of the period or of the month.</summary>
    private static DateTimeOffset From(PrivilegeMoment moment)
    {
        var month = Periods.MonthBegin($"{moment.Day:yyyy-MM}", moment.TimeZone);
        return month < moment.PeriodBegin ? month : moment.PeriodBegin;
    }

    private const string BirthdaySql = """
        select b.month, b.day
        from customers c join member_birthdays b on b.shop_id = c.shop_id and b.customer_key = c.customer_key
        where c.shop_id = @shop and c.customer_id = @customerId
        """;

    private const string UsesSql = """
        select u.code, u.used_at, u.quantity
        from customers c join privilege_uses u on u.shop_id = c.shop_id and u.customer_key = c.customer_key
        where c.shop_id = @shop and c.customer_id = @customerId and u.used_at >= @from and u.cancelled_at is null
        """;
}
