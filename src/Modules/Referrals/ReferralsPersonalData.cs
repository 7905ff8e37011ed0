namespace SocialCommerce.Referrals;

/// <summary>What the module knows of customers.</summary>
internal static class ReferralsPersonalData
{
    /// <summary>Every table of the module.</summary>
    public static readonly PersonalData Data = new(
        [
            new("referral_edges", "(t.child_key = any(@people) or t.parent_key = any(@people))")
            {
                Shows = """
                    , (select c.customer_id from customers c where c.shop_id = @shop and c.customer_key = t.child_key)
                        as customer_id,
                    (select c.customer_id from customers c where c.shop_id = @shop and c.customer_key = t.parent_key)
                        as referrer_id
                    """,
                Kept = "whose sales count for which team, and what was paid for them",
            },
            new("invite_codes") { IsDeleted = true },
        ],
        new Dictionary<string, string>())
    {
        IdProperties = ["referrerId", "boundTo", "houseAccount"],
        Blockers = [new("houseAccount", "Name another house account.", HouseSql)],
        Erases = EraseSql,
    };

    private const string HouseSql = """
        select count(*) from (
            select (content #>> '{house,key}')::bigint as house_key from settings_versions
            where shop_id = @shop and name = 'referralSettings' order by version desc limit 1) as latest
        where latest.house_key = any(@leaving)
        """;

    private const string EraseSql = "select erase_referrals(@shop, @erasure)::text";
}
