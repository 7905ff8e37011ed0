using SocialCommerce.Referrals.Settings;

namespace SocialCommerce.Referrals.Bindings;

/// <summary>
/// What the integrity check asks of referral settings: two persons have named each house account, and it is a customer.
/// </summary>
public static class ReferralChecks
{
    /// <summary>The checks.</summary>
    public static readonly IReadOnlyList<IntegrityCheck> Checks = [new("houseAccounts", HouseSql)];

    private const string HouseSql = $$"""
        select 'referral settings ' || v.version as subject,
            format('%s named by %s and %s', coalesce(c.customer_id, 'no customer'), v.set_by,
                coalesce(v.prepared_by, 'none')) as detail
        from settings_versions v
        left join customers c on c.shop_id = @shop and c.customer_key = (v.content #>> '{house,key}')::bigint
            and c.customer_id = v.content #>> '{house,customerId}'
        where v.shop_id = @shop and v.name = '{{ReferralSettings.Name}}' and @unit <> ''
            and v.content -> 'house' is not null
            and (c.customer_key is null or v.prepared_by is null or v.prepared_by = v.set_by)
        order by v.version limit 20
        """;
}
